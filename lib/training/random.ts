import { coinAt } from '@/lib/engine/pure';

/** What coins are drawn for: each use has its own row of coins, so that no two share one. */
const purposes = ['weights', 'split', 'batches', 'samples'] as const;
export type Purpose = (typeof purposes)[number];

/** Coins in [0, 1), one after another: a pure function of the seed, the purpose and how many were drawn. */
export function coins(seed: number, purpose: Purpose, from = 0): () => number {
  // The engine's coins of a seed of our own, far from the small numbers that readers choose.
  const ownSeed = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) + purposes.indexOf(purpose);
  let index = from;
  return () => coinAt(ownSeed, index++);
}

/** A number from a normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958). Draws two coins. */
export function normal(coin: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - coin()));
  return radius * Math.cos(2 * Math.PI * coin());
}

/** The numbers 0 to count − 1 in a random order (Fisher and Yates). */
export function shuffled(count: number, coin: () => number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(coin() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
