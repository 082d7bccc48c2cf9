import { expect, test } from 'vitest';
import { logSoftmax } from './sample';
import { bestToken, klDivergence, perplexity } from './score-arithmetic';

const logs = (...probabilities: number[]) => probabilities.map(Math.log);

test('perplexity: a model that always gives one in four is as unsure as a die of four sides', () => {
  expect(perplexity(10 * Math.log(1 / 4), 10)).toBeCloseTo(4, 12);
});

test('perplexity: the geometric mean of 1/p; probabilities ½ and ⅛ give 4', () => {
  expect(perplexity(Math.log(1 / 2) + Math.log(1 / 8), 2)).toBeCloseTo(4, 12);
  expect(perplexity(0, 3)).toBe(1);
});

test('KL of a fair coin against one of ¼ and ¾ is ½·ln(4/3)', () => {
  expect(klDivergence(logs(1 / 2, 1 / 2), logs(1 / 4, 3 / 4))).toBeCloseTo(Math.log(4 / 3) / 2, 14);
});

test('KL asks which is true: the other way round it is ¾·ln(3/2) + ¼·ln(1/2)', () => {
  expect(klDivergence(logs(1 / 4, 3 / 4), logs(1 / 2, 1 / 2))).toBeCloseTo(0.75 * Math.log(1.5) - 0.25 * Math.log(2), 14);
});

test('KL of a distribution with itself is 0', () => {
  const scores = logSoftmax(Float32Array.from({ length: 2048 }, (_, id) => Math.sin(id) * 8));
  expect(klDivergence(scores, scores)).toBe(0);
});

test('KL counts nothing for what never happens: a logit far down is worth 0, not NaN', () => {
  const p = logSoftmax([0, 0, -2000]);
  const q = logSoftmax([0, 0, 0]);
  expect(klDivergence(p, q)).toBeCloseTo(Math.log(3 / 2), 12);
});

test('the best token is the lowest id among equals', () => {
  expect(bestToken([-1, -3, -0.5, -0.5])).toBe(2);
  expect(bestToken([0, -1])).toBe(0);
});
