import { describe, expect, test } from 'vitest';
import { coinAt, sample } from '../generation/sample';
import { sampleLarge } from './large-vocabulary';

/** Scores as a model gives them: bell-shaped, and rounded so that some are equal. */
const scores = (seed: number, vocab: number): Float32Array =>
  Float32Array.from({ length: vocab }, (_, id) => Math.round(40 * (coinAt(seed, 3 * id) + coinAt(seed, 3 * id + 1) + coinAt(seed, 3 * id + 2) - 1.5)) / 8);

describe('sampling from a large vocabulary', () => {
  test.for([
    [0, 0, 1],
    [0.2, 0, 1],
    [0.8, 40, 1],
    [0.8, 40, 0.9],
    [1, 0, 0.95],
    [1, 0, 1],
    [2.5, 5, 1],
  ] as const)('temperature %s, top-k %s, top-p %s: the token that the plain sampler draws', ([temperature, topK, topP]) => {
    const drawn = new Set<number>();
    for (let seed = 1; seed <= 60; seed++) {
      const logits = scores(seed, 700);
      const sampling = { temperature, topK, topP, seed };
      const coin = coinAt(seed, 0);
      const id = sampleLarge(logits, sampling, coin);
      expect(id).toBe(sample(logits, sampling, coin));
      drawn.add(id);
    }
    expect(drawn.size).toBeGreaterThan(10);
  });
});
