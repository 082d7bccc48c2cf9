import { expect, test } from 'vitest';
import { bestIds } from './candidates';
import { coinAt } from './sample';

/** Scores rounded so that some are equal. */
const scores = (seed: number, vocab: number): Float32Array => Float32Array.from({ length: vocab }, (_, id) => Math.round(40 * coinAt(seed, id)) / 8);

test('the best ones, in order, the lower id first among equals', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const logits = scores(seed, 300);
    const sorted = Array.from(logits, (_, id) => id).toSorted((a, b) => logits[b] - logits[a] || a - b);
    for (const count of [0, 1, 7, 300, 400]) expect(bestIds(logits, count)).toEqual(sorted.slice(0, count));
  }
});
