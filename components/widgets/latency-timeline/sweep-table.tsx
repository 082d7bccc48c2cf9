import type { Provenance } from '@/lib/measure/measure';
import { FigureCell } from '../shared/figure-cell';
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
                <FigureCell measure={measures?.ttft ?? null} setting={String(length)} of={`Time to first token, prompt of ${length} tokens`} />
                <FigureCell measure={measures?.itlP50 ?? null} setting={String(length)} of={`Gap between tokens, prompt of ${length} tokens`} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
