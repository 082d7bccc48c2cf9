import { expect, it } from 'vitest';
import { binned } from './histogram-bins';

it('counts values where they lie, and the outlying ones at the ends', () => {
  expect(binned([-5, -1, -0.01, 0, 0.49, 0.5, 1, 7], -1, 1, 4)).toEqual({ from: -1, step: 0.5, counts: [2, 1, 2, 3] });
});

it('loses none', () => {
  const values = Array.from({ length: 1000 }, (_, index) => Math.sin(index) * 3);
  expect(binned(values, -1, 1, 7).counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
});
