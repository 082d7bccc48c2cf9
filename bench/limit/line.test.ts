import { expect, it } from 'vitest';
import { fitLine } from './line.mjs';

it('finds the line that points lie on', () => {
  const { intercept, slope, departure } = fitLine([[1, 5], [2, 7], [10, 23]]);
  expect(intercept).toBeCloseTo(3, 12);
  expect(slope).toBeCloseTo(2, 12);
  expect(departure).toBeCloseTo(0, 12);
});

it('tells how far the farthest point is from it', () => {
  // By hand: y = 2 + x / 2, and at 1 it is 2.5 where the point is 3.
  const { intercept, slope, departure } = fitLine([[0, 1.75], [1, 3], [2, 2.75]]);
  expect([intercept, slope, departure]).toEqual([2, 0.5, 0.2].map((value) => expect.closeTo(value, 12) as number));
});
