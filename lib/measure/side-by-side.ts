import { type BenchMeasure, type BenchPrecision, type BenchRow, type BenchRun, benchPrecisions, ours } from '@/content/bench/run';

/** What a page compares: a measure of the run, or all bytes together. */
export type ComparedMeasure = Exclude<BenchMeasure, 'tokens-written' | 'tokens-agreed' | 'first-difference'> | 'total-bytes';

/** A row of one compared measure. */
export type ComparedRow = Omit<BenchRow, 'measure' | 'unit'> & { readonly measure: ComparedMeasure; readonly unit: 'bytes' | 'ms' | 'tokens/s' };

/** On what a contestant computes. */
export type Means = 'processor' | 'webgpu';

export const meansOf = ({ backend }: Pick<BenchRow, 'backend'>): Means => (backend === 'webgpu' ? 'webgpu' : 'processor');

/** Of speeds more is better, of bytes and waiting less. */
export const isMoreBetter = ({ unit }: Pick<ComparedRow, 'unit'>): boolean => unit === 'tokens/s';

/** The rows of a measure, by precision, in the run's order. `total-bytes` are the model's and all others together. */
export function rowsOfMeasure(run: BenchRun, measure: ComparedMeasure): readonly ComparedRow[] {
  const found = (measure === 'total-bytes' ? totalBytes(run.rows) : run.rows.filter((row) => row.measure === measure)) as readonly ComparedRow[];
  return benchPrecisions.flatMap((precision) => found.filter((row) => row.precision === precision));
}

function totalBytes(rows: readonly BenchRow[]): readonly ComparedRow[] {
  return rows.flatMap((row) => {
    const others = rows.find((other) => other.measure === 'other-bytes' && isSameEntry(other, row));
    if (row.measure !== 'model-bytes' || !others) return [];
    return [{ ...row, measure: 'total-bytes' as const, unit: 'bytes' as const, median: row.median + others.median, min: row.min + others.min, max: row.max + others.max }];
  });
}

const isSameEntry = (one: BenchRow, other: BenchRow): boolean => one.contestant === other.contestant && one.backend === other.backend && one.precision === other.precision && one.threads === other.threads;

/** Ours against the best of the others, at one precision and with like means. */
export interface Comparison {
  readonly precision: BenchPrecision;
  readonly own: ComparedRow;
  readonly best: ComparedRow;
  /** Our median over theirs. */
  readonly ratio: number;
  /** `level`: what the rounds of the two measured overlaps, so one run does not tell them apart. */
  readonly outcome: 'better' | 'level' | 'worse';
}

/**
 * Each precision that both sides have: on the processor one thread against one, on WebGPU as each is.
 * @param rows of one measure of one run
 */
export function comparisonsOf(rows: readonly ComparedRow[], means: Means): readonly Comparison[] {
  const alike = rows.filter((row) => meansOf(row) === means && (means === 'webgpu' || row.threads === 1));
  return benchPrecisions.flatMap((precision) => {
    const own = alike.find((row) => row.contestant === ours && row.precision === precision);
    const best = bestOf(alike.filter((row) => row.contestant !== ours && row.precision === precision));
    if (!own || !best) return [];
    return [{ precision, own, best, ratio: own.median / best.median, outcome: outcomeOf(own, best) }];
  });
}

/** The row with the best median; undefined of none. */
export function bestOf(rows: readonly ComparedRow[]): ComparedRow | undefined {
  return rows.toSorted((one, other) => (isMoreBetter(one) ? other.median - one.median : one.median - other.median))[0];
}

/** Whether the first is better than the second in every round that either had. */
export function outcomeOf(own: ComparedRow, other: ComparedRow): Comparison['outcome'] {
  if (own.min > other.max) return isMoreBetter(own) ? 'better' : 'worse';
  if (own.max < other.min) return isMoreBetter(own) ? 'worse' : 'better';
  return 'level';
}
