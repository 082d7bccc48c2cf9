import { expect, it } from 'vitest';
import { roundAbove } from './round-above';

it('ends an axis at a round number that holds the value, and not far above it', () => {
  expect([0.034, 1, 1.01, 7, 99, 100, 101, 2_410, 6_600_000].map(roundAbove)).toEqual([0.04, 1, 1.5, 8, 100, 100, 150, 2_500, 8_000_000]);
  for (let value = 1e-3; value < 1e8; value *= 1.37) {
    expect(roundAbove(value)).toBeGreaterThanOrEqual(value);
    expect(roundAbove(value)).toBeLessThanOrEqual(1.5 * value);
  }
});
