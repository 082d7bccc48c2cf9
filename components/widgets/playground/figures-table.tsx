import { ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import type { Measure } from '@/lib/measure/measure';
import { columnsOf, type FigureName, figureRows } from './figures';
import type { NamedRun, RunRecord } from './run-record';
import { inWords } from './settings';

/** Rows that stand there before there is a figure. */
const always: readonly FigureName[] = ['ttft', 'itl-p50', 'itl-p95', 'itl-early', 'itl-late', 'decode-tokens-per-second', 'throughput', 'tokens-written', 'weight-bytes', 'bits-per-weight', 'kv-cache-bytes'];

/** The figures of the runs side by side, each with where it comes from. */
export function FiguresTable({ runs }: { readonly runs: readonly NamedRun[] }) {
  const columns = runs.flatMap(({ name, run }) => columnsOf(run).map((column) => ({ ...column, run: name, words: headingOf(name, run, column.precision, runs.length) })));
  const rows = figureRows.filter(({ name }) => always.includes(name) || columns.some(({ measures }) => measures[name]));
  return (
    <div className="table-scroll figures-scroll" role="region" aria-label="Figures" tabIndex={0}>
      <table className="figures-table">
        <caption className="chart-title">Figures</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {columns.map(({ run, case: setting, words }) => (
              <th key={`${run} ${setting}`} scope="col">
                {words}
              </th>
            ))}
            {columns.length === 0 && <th scope="col">no run yet</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, label }) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              {columns.map(({ run, case: setting, measures }) => (
                <td key={`${run} ${setting}`} data-run={run}>
                  <Figure label={label} measure={measures[name]} setting={setting} />
                </td>
              ))}
              {columns.length === 0 && <td>—</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ label, measure, setting }: { readonly label: string; readonly measure: Measure | undefined; readonly setting: string }) {
  if (!measure) return <span className="readout-none">—</span>;
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <span className="figure-cell">
      <span {...measureAttributes(measure, setting)}>
        <b>{number}</b> {unit}
      </span>{' '}
      <ProvenanceChip provenance={measure.provenance} of={label} />
    </span>
  );
}

function headingOf(name: string, { settings }: RunRecord, precision: string, runs: number): string {
  const what = settings.sequences > 1 ? `${precision}, ${inWords(settings, 'sequences')}` : settings.cache ? precision : `${precision}, cache off`;
  return runs > 1 ? `${name}: ${what}` : what;
}
