import { expect, test } from 'vitest';
import { coinAt } from './sample';

test('coins are a pure function of seed and index', () => {
  expect(coinAt(7, 3)).toBe(coinAt(7, 3));
  expect(new Set(Array.from({ length: 1000 }, (_, index) => coinAt(0, index))).size).toBeGreaterThan(990);
});

test('coins are even over [0, 1), for neighbouring seeds and indices', () => {
  const buckets = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 100; seed++) for (let index = 0; index < 100; index++) buckets[Math.floor(coinAt(seed, index) * 10)]++;
  for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(130); // four standard deviations
});

test('coins are exact in f32', () => {
  for (let index = 0; index < 100; index++) expect(Math.fround(coinAt(1, index))).toBe(coinAt(1, index));
});
