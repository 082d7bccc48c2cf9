import { describe, expect, test } from 'vitest';
import { bestFirst, bestFirstByBits, distribution, logSoftmax, sample, slotOf } from './distribution';

const logits = [Math.log(0.1), Math.log(0.4), Math.log(0.2), Math.log(0.3)];
const plain = { temperature: 1, topK: 0, topP: 1 };

describe('sampling', () => {
  test('without settings the distribution is the softmax, best first', () => {
    const { ids, probabilities } = distribution(logits, plain);
    expect([...ids]).toEqual([1, 3, 2, 0]);
    [0.4, 0.3, 0.2, 0.1].forEach((expected, index) => expect(probabilities[index]).toBeCloseTo(expected, 12));
  });

  test('temperature sharpens below 1 and flattens above', () => {
    expect(distribution(logits, { ...plain, temperature: 0.5 }).probabilities[0]).toBeCloseTo(0.16 / 0.3, 12);
    expect(distribution(logits, { ...plain, temperature: 2 }).probabilities[0]).toBeLessThan(0.4);
  });

  test('temperature 0 is greedy, the lower id among equals', () => {
    expect([...distribution([1, 5, 5, 2], { ...plain, temperature: 0 }).ids]).toEqual([1]);
    expect(sample([1, 5, 5, 2], { ...plain, temperature: 0 }, 0.99)).toBe(1);
  });

  test('top-k keeps the k best and scales back to 1', () => {
    const { ids, probabilities } = distribution(logits, { ...plain, topK: 2 });
    expect([...ids]).toEqual([1, 3]);
    expect(probabilities[0]).toBeCloseTo(4 / 7, 12);
  });

  test.for([
    [0.39, 1],
    [0.41, 2],
    [0.69, 2],
    [0.71, 3],
    [0.91, 4],
    [1e-9, 1],
  ])('top-p %d keeps %d tokens', ([topP, count]) => {
    expect(distribution(logits, { ...plain, topP }).ids).toHaveLength(count);
  });

  test('top-p counts within what top-k left', () => {
    // Of 0.4 and 0.3, 0.4 is 57 %.
    expect(distribution(logits, { ...plain, topK: 2, topP: 0.5 }).ids).toHaveLength(1);
    expect(distribution(logits, { ...plain, topK: 2, topP: 0.6 }).ids).toHaveLength(2);
  });

  test.for([
    [0, 1],
    [0.399, 1],
    [0.401, 3],
    [0.699, 3],
    [0.701, 2],
    [0.95, 0],
    [0.99999999, 0],
  ])('a coin at %d falls to token %d', ([coin, id]) => {
    expect(sample(logits, plain, coin)).toBe(id);
    const left = distribution(logits, plain);
    expect(left.ids[slotOf(left, coin)]).toBe(id);
  });

  test('logprobs sum to one, and large logits do not overflow', () => {
    const logprobs = logSoftmax([1000, 999, -1000]);
    expect(logprobs.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 12);
    expect(logprobs[0]).toBeCloseTo(-Math.log(1 + Math.exp(-1)), 12);
  });
});

test('sorting by bits is sorting by comparing, with equals, both zeros, infinities and numbers of every size among them', () => {
  let state = 1;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (const count of [1, 2, 100, 5_000]) {
    const values = Float32Array.from({ length: count }, () => (random() - 0.5) * 2 ** Math.floor(random() * 60 - 30));
    values.set([0, -0, 0, 7, 7, -3, -3, Infinity, -Infinity, 1e-44, -1e-44].slice(0, count));
    expect(bestFirstByBits(values)).toEqual(bestFirst(values));
  }
});
