import { isWritten, type TimedToken } from './latency';
import type { Measure, Provenance } from './measure';

/** What timing needs of one pass of a batch; a `BatchStep` of the engine client is one. */
export interface TimedStep {
  readonly kind: 'prefill' | 'decode';
  /** Tokens that went in: of a decode step, one for each of its sequences. */
  readonly tokens: number;
  readonly ms: number;
  /** When it ended, in milliseconds since the segment's batch was taken up. */
  readonly at: number;
  /** Times of different segments are not compared. */
  readonly segment: number;
}

/**
 * Throughput of one request: tokens written, over the time from the request to its last token, prefill and all. Where a run was
 * resumed, tokens and times of its requests are added up. Null before there is a token.
 */
export function requestTokensPerSecond(tokens: readonly TimedToken[]): number | null {
  const written = tokens.filter(isWritten);
  return perSecond(written.length, sumOfLasts(written));
}

/** Throughput of a whole batch: tokens that all its sequences wrote, over the time from its begin to its last step's end. */
export function batchTokensPerSecond(steps: readonly TimedStep[], writtenTokens: number): number | null {
  return perSecond(writtenTokens, sumOfLasts(steps));
}

/** The same while it writes: tokens of decode steps alone, over the time that these steps took. */
export function decodeTokensPerSecond(steps: readonly TimedStep[]): number | null {
  const decode = steps.filter(({ kind }) => kind === 'decode');
  return perSecond(
    decode.reduce((sum, { tokens }) => sum + tokens, 0),
    decode.reduce((sum, { ms }) => sum + ms, 0),
  );
}

/** Share of a draft's proposed tokens that the target took. Null before it proposed any. */
export function acceptanceRate(rounds: readonly { readonly proposed: readonly unknown[]; readonly accepted: number }[]): number | null {
  const proposed = rounds.reduce((sum, round) => sum + round.proposed.length, 0);
  return proposed === 0 ? null : rounds.reduce((sum, { accepted }) => sum + accepted, 0) / proposed;
}

interface ThroughputMeasures {
  readonly tokensPerSecond: Measure | null;
  readonly acceptanceRate: Measure | null;
}

/** Of one run; `provenance` is told how many samples a figure rests on. */
export function throughputMeasures(tokens: readonly TimedToken[], rounds: Parameters<typeof acceptanceRate>[0], provenance: (samples: number) => Provenance): ThroughputMeasures {
  const rate = requestTokensPerSecond(tokens);
  const accepted = acceptanceRate(rounds);
  return {
    tokensPerSecond: rate === null ? null : { name: 'tokens-per-second', value: rate, unit: 'tokens/s', provenance: provenance(tokens.filter(isWritten).length) },
    acceptanceRate: accepted === null ? null : { name: 'acceptance-rate', value: accepted, unit: 'ratio', provenance: provenance(rounds.length) },
  };
}

interface BatchThroughputMeasures {
  readonly batchTokensPerSecond: Measure | null;
  readonly decodeTokensPerSecond: Measure | null;
}

/** Of a whole batch. */
export function batchThroughputMeasures(steps: readonly TimedStep[], writtenTokens: number, provenance: (samples: number) => Provenance): BatchThroughputMeasures {
  const measure = (name: string, value: number | null): Measure | null => (value === null ? null : { name, value, unit: 'tokens/s', provenance: provenance(steps.length) });
  return {
    batchTokensPerSecond: measure('batch-tokens-per-second', batchTokensPerSecond(steps, writtenTokens)),
    decodeTokensPerSecond: measure('decode-tokens-per-second', decodeTokensPerSecond(steps)),
  };
}

/** The latest time of each segment, added up. */
function sumOfLasts(timed: readonly { readonly at: number; readonly segment: number }[]): number {
  const lasts = new Map<number, number>();
  for (const { at, segment } of timed) lasts.set(segment, Math.max(at, lasts.get(segment) ?? 0));
  return [...lasts.values()].reduce((sum, at) => sum + at, 0);
}

function perSecond(count: number, ms: number): number | null {
  return count > 0 && ms > 0 ? (count / ms) * 1000 : null;
}
