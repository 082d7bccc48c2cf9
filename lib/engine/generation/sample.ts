import type { Sampling } from '../kernels/sample/distribution';

export { distribution, logSoftmax, sample, slotOf, type Distribution, type Sampling } from '../kernels/sample/distribution';

export const greedy: Sampling = { temperature: 0, topK: 0, topP: 1, seed: 0 };

/**
 * The coin for one token: in [0, 1), a pure function of seed and index, so that a run resumed, rewound or copied to
 * another device draws the same coins. Two rounds of the finaliser of MurmurHash3 (Appleby 2011, public domain);
 * 24 bits, which f32 holds exactly.
 */
export function coinAt(seed: number, index: number): number {
  return (finalise(finalise(seed) ^ Math.imul(index + 1, 0x9e3779b9)) >>> 8) / 2 ** 24;
}

function finalise(bits: number): number {
  let hash = bits ^ (bits >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
