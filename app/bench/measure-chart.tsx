'use client';

import { ChartFrame } from '@/components/charts';
import { type SpreadRow, SpreadChart } from '@/components/charts/spread-chart';
import { type BenchRun, ours } from '@/content/bench/run';
import type { Provenance } from '@/lib/measure/measure';
import { type ComparedRow, comparisonsOf, type Means, meansOf, rowsOfMeasure } from '@/lib/measure/side-by-side';
import { findingOf, threadsRemark, timesText } from './findings';
import type { ShownMeasure } from './shown';

interface MeasureChartProps {
  readonly run: BenchRun;
  readonly measure: ShownMeasure;
}

const headings: Readonly<Record<Means, string>> = { processor: 'On the processor', webgpu: 'On WebGPU' };

/** One measure of everybody, the processor and WebGPU each on a scale of its own; nothing where nobody was measured. */
export function MeasureChart({ run, measure }: MeasureChartProps) {
  const rows = rowsOfMeasure(run, measure.name);
  if (rows.length === 0) return null;
  const title = findingOf(measure, rows);
  const provenance = provenanceOf(run, measure);
  const remark = threadsRemark(rows);
  return (
    <div className="bench-measure" data-compared={measure.name}>
      <ChartFrame title={title} exportName={`Side by side, ${measure.title}, ${run.date}`} summary={`${title}. ${remark} ${measure.how}`} provenance={provenance} table={tableOf(rows, run)}>
        {(['processor', 'webgpu'] as const).map((means) => {
          const own = rows.filter((row) => meansOf(row) === means);
          if (own.length === 0) return null;
          return (
            <div key={means} className="bench-means">
              <h3>{headings[means]}</h3>
              <SpreadChart label={`${measure.title}: ${headings[means].toLowerCase()}`} rows={spreadRows(own, means, provenance)} />
            </div>
          );
        })}
      </ChartFrame>
      <p className="bench-note">
        {measure.how} {remark}
      </p>
    </div>
  );
}

function provenanceOf({ device, date, browser, rounds }: BenchRun, { name }: ShownMeasure): Provenance {
  const recorded: Provenance = { kind: 'recorded', device: `${device}, ${browser}`, date };
  if (name !== 'total-bytes') return recorded;
  return { kind: 'derived', from: [recorded], formula: `bytes of the model and all others added up, each the median of ${rounds} rounds` };
}

function spreadRows(rows: readonly ComparedRow[], means: Means, provenance: Provenance): readonly SpreadRow[] {
  const comparisons = comparisonsOf(rows, means);
  return rows.map((row) => {
    const comparison = comparisons.find(({ own }) => own === row);
    return {
      key: caseOf(row),
      group: row.precision,
      label: nameOf(row, means),
      measure: { name: row.measure, value: row.median, unit: row.unit, provenance },
      least: row.min,
      most: row.max,
      mark: row.precision,
      main: row.contestant === ours,
      note: comparison && `${timesText(comparison.ratio)}×`,
    };
  });
}

const caseOf = ({ contestant, backend, precision, threads }: ComparedRow): string => `${contestant}-${backend}-${precision}-${threads}`;

/** On WebGPU nobody chooses threads. */
const nameOf = ({ contestant, threads }: ComparedRow, means: Means): string => (means === 'webgpu' || threads === 1 ? contestant : `${contestant}, ${threads} threads`);

function tableOf(rows: readonly ComparedRow[], { files, versions }: BenchRun) {
  const comparisons = (['processor', 'webgpu'] as const).flatMap((means) => comparisonsOf(rows, means));
  const { unit } = rows[0];
  return {
    columns: ['contestant', 'version', 'backend', 'threads', 'precision', 'its file', `median, ${unit}`, `least, ${unit}`, `most, ${unit}`, 'rounds', 'ours / best of the others', 'the best of the others'],
    rows: rows.map((row) => {
      const comparison = comparisons.find(({ own }) => own === row);
      const { contestant, backend, threads, precision, median, min, max, samples } = row;
      const figures = [median, min, max].map((value) => Number(value.toPrecision(4)));
      return [contestant, versions[contestant], backend, threads, precision, files[contestant][precision]!, ...figures, samples, comparison ? Number(comparison.ratio.toPrecision(3)) : '', comparison?.best.contestant ?? ''];
    }),
  };
}
