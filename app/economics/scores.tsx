import { ProvenanceChip } from '@/components/charts';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { predictionGroups } from '@/content/published/predictions';
import { type Agreement, scoresOf } from '@/lib/economics/agreement';
import type { Measure } from '@/lib/measure/measure';
import { predictionOf } from './scatter';
import { type ShownRow, shownGroups, shownRows } from './shown';
import { offBy, share } from './words';

interface LineProps {
  readonly label: string;
  /** Tells the line's measures from the others'. */
  readonly setting: string;
  readonly rows: readonly ShownRow[];
}

/** Medians by group: of rows held out, of rows fitted on, and with each source left out. */
export function ScoreTable() {
  const { scored } = scoresOf(shownRows);
  if (!scored) throw new Error('content/published/predictions.json has no held-out row with a dated source.');
  const caption = `Half of the ${scored.rows} held-out figures are predicted within ${share(scored.medianError)}: median errors by kind`;
  return (
    <>
      <p className="chart-title">
        {caption} <ProvenanceChip provenance={predictionOf(shownRows)} of={caption} />
      </p>
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table className="data-table economics-scores">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" className="is-number">Held out</th>
              <th scope="col">Worst of these</th>
              <th scope="col" className="is-number">Within twice</th>
              <th scope="col" className="is-number">Fitted on</th>
              <th scope="col" className="is-number">Its source left out</th>
            </tr>
          </thead>
          <tbody>
            {shownGroups.map((group) => (
              <ScoreLine key={group} label={predictionGroups[group]} setting={group} rows={shownRows.filter((row) => row.group === group)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ScoreLine({ label, setting, rows }: LineProps) {
  const { scored, fitted, withoutSource } = scoresOf(rows);
  const measure = (name: string, value: number): Measure => ({ name, value, unit: 'ratio', provenance: predictionOf(rows) });
  const median = (name: string, agreement: Agreement | null) =>
    agreement ? (
      <td className="is-number">
        <span {...measureAttributes(measure(name, agreement.medianError), setting)}>{share(agreement.medianError)}</span>
        <span className="economics-count"> of {agreement.rows}</span>
      </td>
    ) : (
      <td className="is-number">–</td>
    );
  return (
    <tr>
      <th scope="row">{label}</th>
      {median('median-error', scored)}
      <td>{scored ? <span {...measureAttributes(measure('worst-ratio', scored.worstRatio), setting)}>{offBy(scored.worstRatio)}</span> : '–'}</td>
      <td className="is-number">{scored ? `${scored.withinTwice} of ${scored.rows}` : '–'}</td>
      {median('median-error-fitted', fitted)}
      {median('median-error-without-source', withoutSource)}
    </tr>
  );
}
