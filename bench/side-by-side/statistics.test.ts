import { describe, expect, it } from 'vitest';
import { agreement, decodeRates, median, spread } from './statistics.mjs';

describe('median and spread', () => {
  it('takes the middle, and the mean of two middles', () => {
    expect(median([3, 1, 100])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('does not sort what it is given', () => {
    const values = [3, 1, 2];
    expect(spread(values)).toEqual({ median: 2, min: 1, max: 3, samples: 3 });
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('the rate of writing', () => {
  it('leaves out the prompt and the warm-up', () => {
    // The first token after 500 ms, a gap of 100 ms, and then 10 ms each.
    expect(decodeRates([500, 600, 610, 620, 630], 1)).toEqual({ byMedian: 100, byMean: 100 });
  });

  it('is not mistaken where tokens come in pairs', () => {
    const inPairs = Array.from({ length: 33 }, (_, index) => 20 * Math.floor(index / 2) + (index % 2));
    const { byMedian, byMean } = decodeRates(inPairs, 0)!;
    expect(byMedian).toBeCloseTo(100, 5);
    expect(byMean).toBeCloseTo(100, 5);
  });

  it('is by the median what it mostly was, and by the mean all of it', () => {
    const withOneStop = Array.from({ length: 65 }, (_, index) => 10 * index + (index > 32 ? 320 : 0));
    const { byMedian, byMean } = decodeRates(withOneStop, 0)!;
    expect(byMedian).toBe(100);
    expect(byMean).toBeCloseTo(66.7, 1);
  });

  it('is unknown of a run that ended within the warm-up', () => {
    expect(decodeRates([5, 6, 7], 2)).toBeNull();
    expect(decodeRates([], 2)).toBeNull();
  });
});

describe('agreement', () => {
  it('counts up to the first difference', () => {
    expect(agreement(['a', 'b', 'c'], ['a', 'b', 'x', 'c'])).toBe(2);
    expect(agreement(['a', 'b'], ['a', 'b', 'c'])).toBe(2);
    expect(agreement(['a', 'b', 'end'], ['a', 'b', 'c'])).toBe(2);
    expect(agreement([], ['a'])).toBe(0);
  });
});
