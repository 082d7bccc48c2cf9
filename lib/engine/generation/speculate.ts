import { slotOf, type Distribution } from '../kernels/sample/distribution';
import { coinAt } from './sample';

/**
 * Coins for the three decisions of speculation, each its own stream: what the draft proposes, whether the target takes it,
 * what stands in its place. A token that the target writes behind all accepted ones takes the run's ordinary coin.
 */
export type CoinStream = 'draft' | 'acceptance' | 'residual';

const streamBits: Readonly<Record<CoinStream, number>> = { draft: 0x243f6a88, acceptance: 0x85a308d3, residual: 0x13198a2e };

/** A coin of a stream: like `coinAt` a pure function of seed and index. */
export function streamCoin(seed: number, stream: CoinStream, index: number): number {
  return coinAt((seed ^ streamBits[stream]) >>> 0, index);
}

/** A token that the draft proposed, and what it was drawn from. */
export interface Proposal {
  readonly id: number;
  readonly drawnFrom: Distribution;
}

/** Coins by place: 0 is the first proposed token. */
export interface Coins {
  readonly acceptance: (place: number) => number;
  readonly residual: (place: number) => number;
  readonly choice: (place: number) => number;
}

/** The target's word on some proposals. */
export interface Verdict {
  /** The first so many proposals are taken. */
  readonly accepted: number;
  /** The token after them: drawn by the target itself. */
  readonly nextId: number;
  /** Where the coin for it fell. */
  readonly nextCoin: number;
}

/**
 * Speculative sampling (Leviathan, Kalman and Matias 2023, algorithm 1): a proposal x is taken with probability
 * min(1, p(x) / q(x)), p the target's and q the draft's distribution; the first that is not is replaced by a draw from
 * max(0, p − q), scaled to 1. What comes out is distributed as p, whatever the draft is. Greedy is the case of
 * distributions with one token: the target's best is written, always.
 * @param targets one distribution for each proposal's place, and one for the place behind the last
 */
export function judge(proposals: readonly Proposal[], targets: readonly Distribution[], coins: Coins): Verdict {
  for (const [place, { id, drawnFrom }] of proposals.entries()) {
    const taken = coins.acceptance(place) * probabilityOf(drawnFrom, id) < probabilityOf(targets[place], id);
    if (!taken) return { accepted: place, ...draw(residual(targets[place], drawnFrom), coins.residual(place)) };
  }
  const behind = proposals.length;
  return { accepted: behind, ...draw(targets[behind], coins.choice(behind)) };
}

function draw(distribution: Distribution, coin: number): Omit<Verdict, 'accepted'> {
  return { nextId: distribution.ids[slotOf(distribution, coin)], nextCoin: coin };
}

function probabilityOf({ ids, probabilities }: Distribution, id: number): number {
  const slot = ids.indexOf(id);
  return slot < 0 ? 0 : probabilities[slot];
}

/** max(0, p − q), scaled to 1: what the target has left over where the draft had too little. */
export function residual(target: Distribution, draft: Distribution): Distribution {
  const drafted = new Map<number, number>();
  draft.ids.forEach((id, slot) => drafted.set(id, draft.probabilities[slot]));
  const left = target.probabilities.map((probability, slot) => Math.max(probability - (drafted.get(target.ids[slot]) ?? 0), 0));
  const total = left.reduce((sum, probability) => sum + probability, 0);
  // Equal distributions leave nothing over, and reject nothing but by rounding.
  if (total === 0) return target;
  return { ids: target.ids, probabilities: left.map((probability) => probability / total) };
}
