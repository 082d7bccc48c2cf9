import { describe, expect, it } from 'vitest';
import { decades, logDomain, markPath, ray, strip } from './scatter-geometry';

describe('the domain of a logarithmic axis', () => {
  it.each([
    [[3.4, 61_000], [2, 100_000]],
    [[0.012, 0.9], [0.01, 1]],
    [[1, 10], [1, 10]],
    [[20, 20], [10, 40]],
    [[], [1, 10]],
  ])('of %j is %j', (values, domain) => {
    expect(logDomain(values)).toEqual(domain);
  });
});

describe('decades', () => {
  it.each<[readonly [number, number], readonly number[]]>([
    [[2, 100_000], [10, 100, 1000, 10_000, 100_000]],
    [[0.01, 5], [0.01, 0.1, 1]],
    [[20, 50], [20, 50]],
    [[5, 20], [5, 20]],
  ])('of %j are %j', (domain, ticks) => {
    expect(decades(domain)).toEqual(ticks);
  });
});

describe('rays and strips', () => {
  it('a ray ends where it leaves the square', () => {
    expect(ray([1, 100], 2)).toEqual([[1, 2], [50, 100]]);
    expect(ray([1, 100], 0.5)).toEqual([[2, 1], [100, 50]]);
    expect(ray([1, 100], 1)).toEqual([[1, 1], [100, 100]]);
  });

  it('a strip goes round by both of its rays and both corners', () => {
    expect(strip([1, 100], 0.75, 1.25)).toEqual([[1, 1], [1, 1.25], [80, 100], [100, 100], [100, 75], [1 / 0.75, 1]]);
  });
});

describe('marks', () => {
  it('are closed, and no two are alike', () => {
    const paths = (['circle', 'square', 'triangle', 'diamond', 'wedge'] as const).map((mark) => markPath(mark, 4));
    expect(new Set(paths).size).toBe(5);
    for (const path of paths) expect(path).toMatch(/^M.+Z$/);
  });
});
