import { describe, expect, it } from 'vitest';
import { complaints, heading, median, medians, row } from './verdict.mjs';

const good = { performance: 96, accessibility: 100, bestPractices: 100, layoutShift: 0.001 };

describe('the verdict on a page', () => {
  it('takes the median of each score by itself', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1])).toBe(1);
    expect(medians([good, { ...good, performance: 80 }, { ...good, performance: 91, layoutShift: 0.5 }])).toEqual({ ...good, performance: 91 });
  });

  it('has nothing against a good one, and at the limit is good', () => {
    expect(complaints('/', good)).toEqual([]);
    expect(complaints('/', { performance: 90, accessibility: 100, bestPractices: 95, layoutShift: 0.02 })).toEqual([]);
  });

  it('names each score that is too low, and a shift that is too large', () => {
    expect(complaints('/', { performance: 89, accessibility: 99, bestPractices: 94, layoutShift: 0.03 })).toHaveLength(4);
    expect(complaints('/learn/x/', { ...good, performance: 89 })).toEqual(['/learn/x/: performance 89, and 90 is asked for']);
  });

  it('stands in columns', () => {
    expect(row('/', good)).toHaveLength(heading.length);
  });
});
