import { Fragment } from 'react';
import { day, ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { benchRuns } from '@/content/bench';
import type { Measure } from '@/lib/measure/measure';
import { besideOf, caseOf, columns, measuresOf } from './figures';
import type { OwnRun } from './measurement';

const [published] = benchRuns;
const backendWords = { webgpu: 'WebGPU', cpu: 'the CPU' } as const;

/** The reader's runs, and under each what has been published of the same precision with like means. */
export function ResultsTable({ runs }: { readonly runs: readonly OwnRun[] }) {
  return (
    <div className="table-scroll" role="region" aria-label="Figures of the bench" tabIndex={0}>
      <table className="bench-results">
        <caption className="chart-title">{published ? `This device, and ${published.device} on ${day(published.date)}` : 'This device'}</caption>
        <thead>
          <tr>
            <th scope="col">Whose</th>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.length === 0 && (
            <tr>
              <th scope="row">no run yet</th>
              {columns.map(({ name, label }) => (
                <td key={name} data-label={label}>
                  —
                </td>
              ))}
            </tr>
          )}
          {runs.map((run) => (
            <Fragment key={caseOf(run)}>
              <tr className="bench-own">
                <th scope="row">
                  {run.precision} on {backendWords[run.backend]}, here
                </th>
                {columns.map(({ name, label }) => (
                  <td key={name} data-label={label}>
                    <Figure label={label} measure={measuresOf(run)[name]} setting={caseOf(run)} />
                  </td>
                ))}
              </tr>
              {published &&
                besideOf(run, published).map(({ whose, figures }) => (
                  <tr key={whose}>
                    <th scope="row">{whose === 'ours' ? 'ours, published' : 'best of the others, published'}</th>
                    {columns.map(({ name, label }) => {
                      const figure = figures[name];
                      return (
                        <td key={name} data-label={label}>
                          <Figure label={`${label}, published`} measure={figure?.measure ?? null} setting={`${whose}-${caseOf(run)}`} name={whose === 'best' ? figure?.contestant : undefined} />
                        </td>
                      );
                    })}
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly measure: Measure | null;
  readonly setting: string;
  /** Whose it is, where the row does not say. */
  readonly name?: string;
}

function Figure({ label, measure, setting, name }: FigureProps) {
  if (!measure) return <span className="readout-none">—</span>;
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <span className="figure-cell">
      <span {...measureAttributes(measure, setting)}>
        <b>{number}</b> {unit}
      </span>{' '}
      {name && <span className="bench-whose">{name}</span>} <ProvenanceChip provenance={measure.provenance} of={label} />
    </span>
  );
}
