import { describe, expect, it } from 'vitest';
import * as agreement from '@/lib/economics/agreement';
import { beyondGates, gates, isPrintedAs } from './gates.mjs';

const house = { agreement };
const scored = (group: string, ratio: number) => ({ id: 'X1', group, ratio, predicted: 100 * ratio, published: 100, fitted: false, withoutSource: null });
const allExact = gates.map(({ group }) => scored(group, 1));
const without = (group: string) => allExact.filter((row) => row.group !== group);

describe('a gate', () => {
  it('holds where all is well', () => {
    expect(beyondGates({ rows: allExact }, house)).toEqual([]);
  });

  it.each([
    ['decode-batch-1', 1.3, '30.0 %; at most 20.0 %'],
    ['precision-ratio', 1.16, '16.0 %; at most 15.0 %'],
    ['saturated', 0.7, '30.0 %; at most 25.0 %'],
    ['static-batch', 1.3, '30.0 %; at most 25.0 %'],
    ['prefill', 0.6, '40.0 %; at most 30.0 %'],
    ['step-time', 1.3, '30.0 %; at most 25.0 %'],
  ])('complains of %s whose median is too far off', (group, ratio, words) => {
    expect(beyondGates({ rows: [...without(group), scored(group, ratio)] }, house)).toEqual([`${group}: the median error is ${words} is allowed.`]);
  });

  it.each(['saturated', 'static-batch'])('complains of a row of %s that is too far off', (group) => {
    const rows = [...allExact, scored(group, 1), scored(group, 0.4)];
    expect(beyondGates({ rows }, house)).toEqual([`${group}: a row is predicted 0.40 times what was published; 2 times is allowed.`]);
  });

  it('complains of each exact row that is off by more than the source’s digits hide', () => {
    const rows = [...allExact, scored('exact', 1.009), scored('exact', 0.98), { ...scored('exact', 1.0271), predicted: 2.5677, published: 2.5 }];
    expect(beyondGates({ rows }, house)).toEqual(['exact: X1 is 98 for 100; 1.0 % is allowed, or what the last printed digit hides.']);
  });

  it('complains of a group without a row', () => {
    expect(beyondGates({ rows: without('prefill') }, house)).toEqual(['prefill: no row is scored.']);
  });

  it('does not look at rows that were fitted', () => {
    const fitted = gates.filter(({ each }) => each === undefined).map(({ group }) => ({ ...scored(group, 9), fitted: true }));
    expect(beyondGates({ rows: [...allExact, ...fitted] }, house)).toEqual([]);
  });
});

describe('a printed figure', () => {
  it.each([
    [2.45, 2.5, true],
    [2.449, 2.5, false],
    [2.5677, 2.5, true],
    [2.6, 2.5, false],
    [17.43, 17, true],
    [18, 17, false],
    [909.64, 910, true],
    [909.4, 910, false],
  ])('%d may be printed as %d: %s', (value, printed, may) => {
    expect(isPrintedAs(value, printed)).toBe(may);
  });
});
