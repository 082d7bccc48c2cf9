import { figureText } from '@/components/charts/format';
import type { TimelineRow } from '@/components/charts/timeline-chart';
import type { GenerationState } from '@/lib/engine-client/generation-state';
import type { TimedToken } from '@/lib/measure/latency';

/** What is drawn of a run: the part that went through in one request. */
export interface DrawnRun {
  readonly promptTokens: number;
  /** Null while the first token is waited for. */
  readonly firstMs: number | null;
  readonly tokens: readonly TimedToken[];
}

export function drawnRun({ promptPieces, tokens }: Pick<GenerationState, 'promptPieces' | 'tokens'>): DrawnRun {
  const timed = tokens.filter(({ segment }) => segment === 0).map(({ index, at, segment, source }) => ({ index, at, segment, source }));
  return { promptTokens: promptPieces.length, firstMs: timed.at(0)?.at ?? null, tokens: timed };
}

/** A run as a row; `nowMs`: how long the first token has been waited for so far. */
export function rowOf({ promptTokens, firstMs, tokens }: DrawnRun, key: string, place: 'current' | 'kept', nowMs = 0): TimelineRow {
  return {
    key,
    label: `${place === 'kept' ? 'Before: a prompt' : 'A prompt'} of ${promptTokens} tokens`,
    firstMs,
    tokensMs: tokens.map(({ at }) => at),
    nowMs,
    blockLabel: firstMs === null ? '' : `first token after ${figureText({ value: firstMs, unit: 'ms' })}`,
    faded: place === 'kept',
  };
}

/** From this ratio of lengths on, two runs answer the lesson’s question. */
const eightTimes = 8;

/** The two runs have prompts of which one is at least eight times as long. */
export const isEightTimes = (one: DrawnRun, other: DrawnRun): boolean =>
  Math.max(one.promptTokens, other.promptTokens) >= eightTimes * Math.min(one.promptTokens, other.promptTokens) && Math.min(one.promptTokens, other.promptTokens) > 0;

/** The figure in words. */
export function summaryOf(runs: readonly DrawnRun[]): string {
  return runs
    .filter((run) => run.firstMs !== null)
    .map(({ promptTokens, firstMs, tokens }) => `After a prompt of ${promptTokens} tokens the first token came at ${figureText({ value: firstMs!, unit: 'ms' })}, and token ${tokens.length} at ${figureText({ value: tokens.at(-1)!.at, unit: 'ms' })}.`)
    .join(' ');
}
