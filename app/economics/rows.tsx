import { predictionGroups } from '@/content/published/predictions';
import { missReasons } from '@/content/published/misses';
import { type ShownRow, shownGroups, shownRows } from './shown';
import { caseOf, figure, offBy } from './words';

/** The held-out rows that are farthest off, those with one reason together. */
export function WorstMisses({ most }: { readonly most: number }) {
  const misses = shownRows.filter(({ fitted }) => !fitted).slice(0, most);
  const reasonOf = ({ id }: ShownRow) => missReasons[id] ?? 'No reason is known.';
  return (
    <ol className="economics-misses">
      {[...new Set(misses.map(reasonOf))].map((reason) => (
        <li key={reason}>
          <ul>
            {misses
              .filter((row) => reasonOf(row) === reason)
              .map((row) => (
                <li key={row.id} data-miss={row.id}>
                  <b>{offBy(row.ratio)}</b>: {caseOf(row)}. Published {figure(row.published, row.unit)} (<SourceLink row={row} />
                  ), predicted {figure(row.predicted, row.unit)}.
                </li>
              ))}
          </ul>
          <p>{reason}</p>
        </li>
      ))}
    </ol>
  );
}

/** Every row with a dated source, by group, worst first. */
export function AllRows() {
  return shownGroups.map((group) => {
    const rows = shownRows.filter((row) => row.group === group);
    const title = predictionGroups[group];
    return (
      <details key={group} className="economics-rows" data-group={group}>
        <summary>
          {title}: {rows.length} {rows.length === 1 ? 'row' : 'rows'}
        </summary>
        <RowTable title={title} rows={rows} />
      </details>
    );
  });
}

function RowTable({ title, rows }: { readonly title: string; readonly rows: readonly ShownRow[] }) {
  return (
    <div className="table-scroll" role="region" aria-label={title} tabIndex={0}>
      <table className="data-table">
        <caption>{title}, the farthest off first</caption>
        <thead>
          <tr>
            <th scope="col">Off by</th>
            <th scope="col">Model</th>
            <th scope="col">Device</th>
            <th scope="col">Precision</th>
            <th scope="col">Setting</th>
            <th scope="col" className="is-number">Published</th>
            <th scope="col" className="is-number">Predicted</th>
            <th scope="col">Its source left out</th>
            <th scope="col">Use</th>
            <th scope="col">Row</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row={row.id} data-ratio={row.ratio}>
              <td>{offBy(row.ratio)}</td>
              <td>{row.model}</td>
              <td>{row.hardware}</td>
              <td>{row.precision}</td>
              <td>{row.setting}</td>
              <td className="is-number">{figure(row.published, row.unit)}</td>
              <td className="is-number">{figure(row.predicted, row.unit)}</td>
              <td>{row.withoutSource === null ? '–' : offBy(row.withoutSource / row.published)}</td>
              <td>{row.fitted ? 'fitted on' : 'held out'}</td>
              <td>
                {row.id} <SourceLink row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Its source in the list below, by number. */
function SourceLink({ row }: { readonly row: ShownRow }) {
  return (
    <a className="economics-source-link" href={`#source-${row.sourceId}`}>
      source
    </a>
  );
}
