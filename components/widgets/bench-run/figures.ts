import { type BenchRun, ours } from '@/content/bench/run';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { bestOf, type ComparedMeasure, type ComparedRow, meansOf, rowsOfMeasure } from '@/lib/measure/side-by-side';
import type { OwnRun } from './measurement';

/** The four figures, as columns. */
export const columns = [
  { name: 'first-token', label: 'First token' },
  { name: 'prefill', label: 'Reading the prompt' },
  { name: 'decode', label: 'Writing one text' },
  { name: 'throughput-8', label: '8 texts at once' },
] as const;

export type ColumnName = (typeof columns)[number]['name'];

/** Tells a run's figures from those of other settings: `cpu-q8`. */
export const caseOf = ({ backend, precision }: Pick<OwnRun, 'backend' | 'precision'>): string => `${backend}-${precision}`;

/** What a run on this device came to; null: it was not got. */
export function measuresOf(run: OwnRun): Readonly<Record<ColumnName, Measure | null>> {
  const measured = (samples: number): Provenance => ({ kind: 'measured', device: run.device, at: run.at, samples });
  const speed = (name: ColumnName, value: number | null, samples: number): Measure | null => (value === null ? null : { name, value, unit: 'tokens/s', provenance: measured(samples) });
  return {
    'first-token': { name: 'first-token', value: run.firstTokenMs, unit: 'ms', provenance: measured(1) },
    prefill: speed('prefill', run.prefillTokensPerSecond, run.prefillSamples),
    decode: speed('decode', run.decodeTokensPerSecond, run.decodeTokens),
    'throughput-8': speed('throughput-8', run.togetherTokensPerSecond, 1),
  };
}

/** A published figure, and whose it is. */
export interface PublishedFigure {
  readonly contestant: string;
  readonly measure: Measure;
}

/** Published figures of the same precision, with like means. */
export interface Beside {
  /** `ours`, or `best`: of the others, for each figure whoever is best at it. */
  readonly whose: 'ours' | 'best';
  readonly figures: Readonly<Partial<Record<ColumnName, PublishedFigure>>>;
}

/** What the published run has to stand beside a run of the reader's; rows without a figure are left out. */
export function besideOf({ backend, precision, fromCache }: OwnRun, published: BenchRun): readonly Beside[] {
  const means = meansOf({ backend });
  const alike = (measure: ComparedMeasure) => rowsOfMeasure(published, measure).filter((row) => row.precision === precision && meansOf(row) === means && (means === 'webgpu' || row.threads === 1));
  return (['ours', 'best'] as const).flatMap((whose) => {
    const figures = columns.flatMap(({ name }) => {
      const rows = alike(name === 'first-token' ? (fromCache ? 'first-token-warm' : 'first-token-cold') : name).filter(({ contestant }) => (contestant === ours) === (whose === 'ours'));
      const row = bestOf(rows);
      return row ? [[name, publishedFigure(name, row, published)] as const] : [];
    });
    return figures.length > 0 ? [{ whose, figures: Object.fromEntries(figures) }] : [];
  });
}

function publishedFigure(name: ColumnName, { contestant, median, unit }: ComparedRow, { device, browser, date }: BenchRun): PublishedFigure {
  return { contestant, measure: { name, value: median, unit, provenance: { kind: 'recorded', device: `${device}, ${browser}`, date } } };
}
