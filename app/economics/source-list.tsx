import { day } from '@/components/charts';
import { sources } from '@/content/sources';
import { otherReasons, shownSources, undatedReasons } from './shown';

const rowsInWords = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;

/** Where the published figures come from, oldest first. */
export function SourceList() {
  return (
    <ul className="economics-sources">
      {shownSources.map(([id, rows]) => (
        <li key={id} id={`source-${id}`}>
          <a href={sources[id].url}>{sources[id].title}</a>, {day(sources[id].date)}: {rowsInWords(rows)}
        </li>
      ))}
    </ul>
  );
}

/** What is not among the rows shown, and why. */
export function LeftOut() {
  const undated = undatedReasons.reduce((sum, [, rows]) => sum + rows, 0);
  return (
    <>
      <h3>Not shown</h3>
      <p>{rowsInWords(undated)} more {undated === 1 ? 'has a prediction' : 'have predictions'}, but nobody could say on which day their figures were published:</p>
      <Reasons reasons={undatedReasons} name="undated" />
      <p>And these rows of the same collection have no prediction, or are never scored:</p>
      <Reasons reasons={otherReasons} name="unscored" />
    </>
  );
}

function Reasons({ reasons, name }: { readonly reasons: readonly (readonly [string, number])[]; readonly name: string }) {
  return (
    <ul className="economics-sources" data-left-out={name}>
      {reasons.map(([reason, rows]) => (
        <li key={reason}>
          {rowsInWords(rows)}: {reason}
        </li>
      ))}
    </ul>
  );
}
