import { expect, it } from 'vitest';
import { decodeRates } from '@/bench/side-by-side/statistics.mjs';
import { decodeRate } from './decode-rate';

/** Moments of tokens whose gaps vary, and which come in bursts at times. */
const moments = (count: number) => Array.from({ length: count }, (_, index) => 30 + index * 4 + (index % 7 === 0 ? 0 : 1.5) + (index % 13) * 0.1);

it('is what the bench reckons, of long texts and of short ones', () => {
  for (const count of [6, 7, 11, 12, 13, 20, 64, 128]) expect(decodeRate(moments(count), 4), `${count} tokens`).toBeCloseTo(decodeRates(moments(count), 4)!.byMedian, 9);
});

it('is one over the gap where all are alike', () => {
  expect(decodeRate([0, 10, 20, 30, 40, 50, 60], 0)).toBeCloseTo(100, 9);
});

it('is none where no gap counts', () => {
  for (const count of [0, 1, 4, 5]) expect(decodeRate(moments(count), 4)).toBeNull();
});
