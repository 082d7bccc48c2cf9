import { ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { promptLengths } from './prompts';
import { measuresOf, type SweepRow } from './sweep';

interface SweepTableProps {
  readonly rows: readonly SweepRow[];
  readonly provenance: (samples: number) => Provenance;
}

/** Both figures for each length; a row for each from the start, so that nothing moves while they come. */
export function SweepTable({ rows, provenance }: SweepTableProps) {
  return (
    <div className="table-scroll" role="region" aria-label="Waiting by length of the prompt" tabIndex={0}>
      <table className="data-table sweep-table">
        <caption>Medians, by the tokens of the prompt</caption>
        <thead>
          <tr>
            <th scope="col">Prompt</th>
            <th scope="col">First token (TTFT)</th>
            <th scope="col">Gap (ITL, p50)</th>
          </tr>
        </thead>
        <tbody>
          {promptLengths.map((length) => {
            const row = rows.find(({ promptTokens }) => promptTokens === length);
            const measures = row && measuresOf(row, provenance);
            return (
              <tr key={length}>
                <th scope="row" className="is-number">
                  {length}
                </th>
                <Cell measure={measures?.ttft} setting={String(length)} of={`Time to first token, prompt of ${length} tokens`} />
                <Cell measure={measures?.itlP50} setting={String(length)} of={`Gap between tokens, prompt of ${length} tokens`} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ measure, setting, of }: { readonly measure: Measure | undefined; readonly setting: string; readonly of: string }) {
  if (!measure) return <td className="is-number">—</td>;
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <td className="is-number">
      <span {...measureAttributes(measure, setting)}>
        {number} {unit}
      </span>{' '}
      <ProvenanceChip provenance={measure.provenance} of={of} />
    </td>
  );
}
