import { describe, expect, it, test } from 'vitest';
import { heldBackBy, sharesOf } from './held-back.mjs';
import { limits, pass } from './test-findings';

describe('shares of the limits', () => {
  it('are of bytes, sums and launches over the time of the pass', () => {
    expect(sharesOf(pass({ bytes: 20e6, flops: 300e6 }), limits)).toEqual({ reading: 0.2, multiplying: 0.3, launching: 0.1 });
  });
});

describe('what holds a pass back', () => {
  test.for([
    ['bytes, where they come at half the rate of copying', pass({ bytes: 50e6 }), 'bandwidth-bound (50 % of copying)'],
    ['bytes, where they come a little faster than copies', pass({ bytes: 140e6 }), 'bandwidth-bound (140 % of copying)'],
    ['sums', pass({ flops: 620e6 }), 'compute-bound (62 % of the peak)'],
    ['launches', pass({ launches: 700 }), 'launch overhead (70 % of the time)'],
    ['the nearest of several', pass({ bytes: 60e6, flops: 900e6 }), 'compute-bound (90 % of the peak)'],
    ['no memory, where bytes come faster than it gives any', pass({ bytes: 230e6, flops: 620e6 }), 'compute-bound (62 % of the peak); cache-resident (read 2.3x as fast as memory is copied)'],
    ['none of them', pass({ flops: 380e6 }), 'the kernels themselves: below half of every limit (nearest: 38 % of the peak)'],
    ['none of them, with a cache', pass({ bytes: 230e6, flops: 380e6 }), 'the kernels themselves: below half of every limit (nearest: 38 % of the peak); cache-resident (read 2.3x as fast as memory is copied)'],
  ] as const)('%s', ([, given, words]) => {
    expect(heldBackBy(given, limits, undefined)).toBe(words);
  });

  it('is unpacking, where no limit is near and f32 is faster by more than noise', () => {
    const packed = pass({ precision: 'q4', ms: 15 });
    expect(heldBackBy(packed, limits, pass({ ms: 10 }))).toBe('unpacking q4 (1.5x the time of f32)');
    expect(heldBackBy(packed, limits, pass({ ms: 14 }))).toMatch(/^the kernels themselves/);
  });

  it('is a limit before it is unpacking', () => {
    expect(heldBackBy(pass({ precision: 'q4', ms: 15, flops: 900e6 }), limits, pass({ ms: 10 }))).toMatch(/^compute-bound/);
  });
});
