import type { Measure, Provenance } from './measure';

/** What timing needs of a token; a `GeneratedToken` of the engine client is one. */
export interface TimedToken {
  readonly index: number;
  /** Milliseconds since the segment's request was taken up. */
  readonly at: number;
  /** Which request of the run it came from: times of different requests are not compared. */
  readonly segment: number;
  /** A `given` token was read, not written; a `drafted` one was written by a draft and taken. */
  readonly source: 'chosen' | 'given' | 'drafted';
}

/** The run wrote it, itself or by its draft. */
export const isWritten = ({ source }: TimedToken): boolean => source !== 'given';

/** TTFT: request to first token. Null while there is none, or where the run began from given tokens. */
export function timeToFirstTokenMs(tokens: readonly TimedToken[]): number | null {
  const first = tokens.at(0);
  return first && isWritten(first) && first.segment === 0 ? first.at : null;
}

/** ITL: the gap between each two adjacent tokens written by the same request. */
export function interTokenLatenciesMs(tokens: readonly TimedToken[]): readonly number[] {
  return tokens.flatMap((token, position) => {
    const before = tokens[position - 1];
    const adjacent = before?.segment === token.segment && before.index + 1 === token.index;
    return adjacent && isWritten(before) && isWritten(token) ? [token.at - before.at] : [];
  });
}

/** TPOT: (end-to-end − TTFT) / (tokens − 1), for a run that went through in one request; else null. */
export function timePerOutputTokenMs(tokens: readonly TimedToken[]): number | null {
  const first = timeToFirstTokenMs(tokens);
  const last = tokens.at(-1);
  const inOne = tokens.every((token) => token.segment === 0 && isWritten(token));
  return first !== null && last && inOne && tokens.length > 1 ? (last.at - first) / (tokens.length - 1) : null;
}

/**
 * The value below which `share` (0 to 1) of the values lie, by linear interpolation between the two nearest ranks.
 * Null of no values.
 */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
}

interface LatencyMeasures {
  readonly ttft: Measure | null;
  readonly itlP50: Measure | null;
  readonly itlP95: Measure | null;
  readonly tpot: Measure | null;
}

/** The latencies of one run as measures; `provenance` is told how many samples a figure rests on. */
export function latencyMeasures(tokens: readonly TimedToken[], provenance: (samples: number) => Provenance): LatencyMeasures {
  const gaps = interTokenLatenciesMs(tokens);
  const measure = (name: string, value: number | null, samples: number): Measure | null =>
    value === null ? null : { name, value, unit: 'ms', provenance: provenance(samples) };
  return {
    ttft: measure('ttft', timeToFirstTokenMs(tokens), 1),
    itlP50: measure('itl-p50', percentile(gaps, 0.5), gaps.length),
    itlP95: measure('itl-p95', percentile(gaps, 0.95), gaps.length),
    tpot: measure('tpot', timePerOutputTokenMs(tokens), 1),
  };
}

/** What is told of a run's origin; a `RunSnapshot` of the engine client has it. */
interface RunOrigin {
  /** Where and when it was recorded; null for a live run. */
  readonly recorded: { readonly device: string; readonly date: string } | null;
  /** When the live run began, in milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly state: { readonly device: string };
}

/** Where a run's own numbers come from: measured here and now, or recorded then and there. */
export function runProvenance({ recorded, startedAt, state }: RunOrigin, samples = 1): Provenance {
  if (recorded) return { kind: 'recorded', ...recorded };
  return { kind: 'measured', device: state.device, at: startedAt ?? Date.now(), samples };
}
