import type { GenerationEvent } from '@/lib/engine/generation/events';
import type { ScoreResult } from '@/lib/engine/generation/measurements';
import type { Precision } from '@/lib/engine/generation/precision';
import { precisions } from '@/lib/engine/pure';
import { decodeRate } from '@/lib/measure/decode-rate';
import { firstDifference } from '../playground/compare';

/** What the weights take on the device, counted by the engine when it made them. */
export interface Stored {
  readonly weightBytes: number;
  readonly bitsPerWeight: number;
  /** What is stored otherwise than the rest: `embedding and head q8`; empty: nothing. */
  readonly remark: string;
}

/** How well a precision predicts the evaluation stories, f32 being the truth. Natural logarithms. */
export interface Quality {
  readonly perplexity: number;
  readonly kl: number;
  readonly top1Agreement: number;
}

export interface WrittenToken {
  readonly id: number;
  readonly text: string;
}

/** One precision of the model: its weights, its text, its score. */
export interface Column {
  readonly precision: Precision;
  readonly stored: Stored | null;
  readonly tokens: readonly WrittenToken[];
  /** When each token came, in milliseconds since the request was taken up; of a recording not kept. */
  readonly tokensAtMs: readonly number[];
  readonly tokensPerSecond: number | null;
  readonly isWritten: boolean;
  readonly quality: Quality | null;
}

/** Everything the figure shows of one run. */
export interface Comparison {
  /** The prompt as the model read it is shown before each text. */
  readonly columns: readonly Column[];
  /** Evaluation stories scored so far, and all that are to be; null before it is known. */
  readonly scored: { readonly stories: number; readonly of: number } | null;
}

export type ComparisonAction =
  | { readonly type: 'stored'; readonly precision: Precision; readonly stored: Stored }
  | { readonly type: 'event'; readonly precision: Precision; readonly event: GenerationEvent }
  | { readonly type: 'scoring'; readonly stories: number; readonly of: number }
  | { readonly type: 'scored'; readonly result: ScoreResult };

/** Gaps at the beginning of a text that are not timed. */
const warmUpGaps = 6;

export const nothing: Comparison = {
  columns: precisions.map((precision) => ({ precision, stored: null, tokens: [], tokensAtMs: [], tokensPerSecond: null, isWritten: false, quality: null })),
  scored: null,
};

/** The comparison after one more thing that happened. */
export function compared(before: Comparison, action: ComparisonAction): Comparison {
  switch (action.type) {
    case 'stored':
      return withColumn(before, action.precision, (column) => ({ ...column, stored: action.stored }));
    case 'event':
      return withColumn(before, action.precision, (column) => afterEvent(column, action.event));
    case 'scoring':
      return { ...before, scored: { stories: action.stories, of: action.of } };
    case 'scored': {
      const qualities = qualitiesOf(action.result);
      return { ...before, columns: before.columns.map((column, index) => ({ ...column, quality: qualities[index] })) };
    }
    default:
      return action satisfies never;
  }
}

/** The score of f32 with `others` as a quality each, widest first. f32 differs from itself in nothing. */
export function qualitiesOf({ perplexity, others = [] }: Pick<ScoreResult, 'perplexity' | 'others'>): readonly Quality[] {
  return [{ perplexity, kl: 0, top1Agreement: 1 }, ...others];
}

function withColumn(before: Comparison, precision: Precision, change: (column: Column) => Column): Comparison {
  return { ...before, columns: before.columns.map((column) => (column.precision === precision ? change(column) : column)) };
}

function afterEvent(column: Column, event: GenerationEvent): Column {
  if (event.type === 'generation-start') return { ...column, tokens: [], tokensAtMs: [], tokensPerSecond: null, isWritten: false };
  if (event.type === 'token') return { ...column, tokens: [...column.tokens, { id: event.id, text: event.text }], tokensAtMs: [...column.tokensAtMs, event.at] };
  if (event.type === 'generation-end') return { ...column, isWritten: true, tokensPerSecond: decodeRate(column.tokensAtMs, warmUpGaps) };
  return column;
}

/** Index of the first token that a precision wrote otherwise than f32; null: none as far as both go. */
export function partsFromWidest({ columns }: Comparison, column: Column): number | null {
  const [widest] = columns;
  return column === widest ? null : firstDifference(widest.tokens.map(({ id }) => id), column.tokens.map(({ id }) => id));
}
