/** Tokens over a span of time. */
export interface TokensInTime {
  readonly tokens: number;
  readonly ms: number;
}

/**
 * Throughput, of one request or of a whole batch: tokens that all its sequences wrote, over the time from the request to the
 * last of them, prefill and all. Where a run was resumed, tokens and times of its requests are added up. Null before there is a token.
 */
export function throughput(requests: readonly TokensInTime[]): number | null {
  const tokens = requests.reduce((sum, request) => sum + request.tokens, 0);
  const ms = requests.reduce((sum, request) => sum + request.ms, 0);
  return perSecond(tokens, ms);
}

/** Tokens a second of each sequence while it decodes: its gaps between tokens, over their sum. Null without a gap. */
export function decodeTokensPerSecond(gapsMs: readonly number[]): number | null {
  return perSecond(
    gapsMs.length,
    gapsMs.reduce((sum, gap) => sum + gap, 0),
  );
}

/** Share of a draft's proposed tokens that the target took. Null before it proposed any. */
export function acceptanceRate(rounds: readonly { readonly proposed: readonly unknown[]; readonly accepted: number }[]): number | null {
  const proposed = rounds.reduce((sum, round) => sum + round.proposed.length, 0);
  return proposed === 0 ? null : rounds.reduce((sum, { accepted }) => sum + accepted, 0) / proposed;
}

function perSecond(count: number, ms: number): number | null {
  return count > 0 && ms > 0 ? (count / ms) * 1000 : null;
}
