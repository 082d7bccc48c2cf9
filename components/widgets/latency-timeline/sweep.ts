import { replayTo } from '@/lib/engine-client/generation-state';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { interTokenLatenciesMs, percentile, timeToFirstTokenMs } from '@/lib/measure/latency';
import type { Measure, Provenance, Series } from '@/lib/measure/measure';
import { promptLengths } from './prompts';
import { sweepRequest } from './requests';

/** What one prompt length came to. */
export interface SweepRow {
  readonly promptTokens: number;
  /** Median over the samples, milliseconds. */
  readonly ttftMs: number;
  readonly samples: number;
  /** Median over the gaps of all samples, milliseconds. */
  readonly itlMs: number;
  readonly gaps: number;
}

/** One run of the sweep. */
interface Sample {
  readonly ttftMs: number;
  readonly gapsMs: readonly number[];
}

/** Besides the begin token, a word in common is no help worth speaking of. */
const mostReused = 2;
/** Rounds that are counted, after one that warms up. */
const mostRounds = 3;
/** No round is begun that would end later than this, by the time the last one took. */
const budgetMs = 25_000;

export interface SweepProgress {
  /** Runs so far, the warm-up counted. */
  readonly runs: number;
  readonly plannedRuns: number;
  /** Of the lengths that have been counted so far. */
  readonly rows: readonly SweepRow[];
}

interface Effects {
  readonly generate: (request: GenerateRequest) => AsyncIterable<GenerationEvent>;
  /** Milliseconds of a clock that only goes on. */
  readonly now: () => number;
  readonly onProgress: (progress: SweepProgress) => void;
  readonly signal: AbortSignal;
  /** The turn of each prompt, in order with those of all other runs, so that nothing is reused. */
  readonly nextTurn: () => number;
}

/** Runs a prompt of each length, the shortest first: once to warm up, then up to three times. @throws what `generate` does, or the signal’s reason */
export async function sweepLengths({ generate, now, onProgress, signal, nextTurn }: Effects): Promise<readonly SweepRow[]> {
  const samples = new Map<number, Sample[]>(promptLengths.map((length) => [length, []]));
  const plannedRuns = promptLengths.length * (1 + mostRounds);
  const begin = now();
  let runs = 0;
  for (let round = 0; round <= mostRounds; round++) {
    const roundBegin = now();
    for (const length of promptLengths) {
      const sample = await sampleOf(generate(sweepRequest(length, nextTurn())));
      signal.throwIfAborted();
      if (round > 0 && sample) samples.get(length)!.push(sample);
      runs += 1;
      onProgress({ runs, plannedRuns, rows: rowsOf(samples) });
    }
    const roundMs = now() - roundBegin;
    if (round > 0 && now() - begin + roundMs > budgetMs) break;
  }
  return rowsOf(samples);
}

/** The times of a run that went through in one; null of any other, and where much of the prompt needed no computing. */
export async function sampleOf(events: AsyncIterable<GenerationEvent>): Promise<Sample | null> {
  const seen: GenerationEvent[] = [];
  for await (const event of events) seen.push(event);
  const { tokens, prefill, segment } = replayTo(seen);
  const ttftMs = timeToFirstTokenMs(tokens);
  if (ttftMs === null || segment > 0 || (prefill?.reusedTokens ?? 0) > mostReused) return null;
  return { ttftMs, gapsMs: interTokenLatenciesMs(tokens) };
}

function rowsOf(samples: ReadonlyMap<number, readonly Sample[]>): readonly SweepRow[] {
  return [...samples].flatMap(([promptTokens, taken]) => {
    const gaps = taken.flatMap(({ gapsMs }) => gapsMs);
    const ttftMs = percentile(taken.map((sample) => sample.ttftMs), 0.5);
    const itlMs = percentile(gaps, 0.5);
    return ttftMs === null || itlMs === null ? [] : [{ promptTokens, ttftMs, samples: taken.length, itlMs, gaps: gaps.length }];
  });
}

/** A row’s two figures. */
export function measuresOf({ ttftMs, samples, itlMs, gaps }: SweepRow, provenance: (samples: number) => Provenance): { readonly ttft: Measure; readonly itlP50: Measure } {
  return {
    ttft: { name: 'ttft', value: ttftMs, unit: 'ms', provenance: provenance(samples) },
    itlP50: { name: 'itl-p50', value: itlMs, unit: 'ms', provenance: provenance(gaps) },
  };
}

/** Both figures over the length of the prompt. */
export function seriesOf(rows: readonly SweepRow[], provenance: Provenance): { readonly ttft: Series; readonly itl: Series } {
  return {
    ttft: { name: 'time to first token', unit: 'ms', provenance, points: rows.map(({ promptTokens, ttftMs }) => [promptTokens, ttftMs]) },
    itl: { name: 'gap between tokens, p50', unit: 'ms', provenance, points: rows.map(({ promptTokens, itlMs }) => [promptTokens, itlMs]) },
  };
}

const times = (factor: number) => factor.toLocaleString('en-GB', { maximumSignificantDigits: 2 });

/** What the sweep found, in a sentence; empty of fewer than two lengths. */
export function finding(rows: readonly SweepRow[]): string {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last || first === last) return '';
  return `From ${first.promptTokens} to ${last.promptTokens} tokens the prompt grew ${times(last.promptTokens / first.promptTokens)} times, the wait for the first token ${times(last.ttftMs / first.ttftMs)} times, the gap between tokens ${times(last.itlMs / first.itlMs)} times.`;
}
