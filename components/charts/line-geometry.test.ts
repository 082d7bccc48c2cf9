import { describe, expect, it } from 'vitest';
import { type AxisScale, axisOf, logTicks, nearestStop, stopByKey, tickText } from './line-geometry';

const axis = (scale: AxisScale, values: readonly number[], more: Partial<Parameters<typeof axisOf>[0]> = {}) => axisOf({ scale, values, range: [0, 600], count: 6, rounded: false, ...more });

describe('an axis', () => {
  it('is even where it is linear', () => {
    const { at } = axis('linear', [0, 100]);
    expect([0, 50, 100].map(at)).toEqual([0, 300, 600]);
  });

  it('gives each tenfold the same room where it is logarithmic, and passes over what it cannot hold', () => {
    const { at, holds, ticks } = axis('log', [0, 1, 1e6, Number.NaN]);
    expect([1, 100, 1e4, 1e6].map((value) => Math.round(at(value)))).toEqual([0, 200, 400, 600]);
    expect([holds(0), holds(-1), holds(0.1)]).toEqual([false, false, true]);
    expect(ticks.length).toBeGreaterThan(2);
  });

  it('with a knee has a zero at its start, and goes on tenfold by tenfold', () => {
    const { at, ticks } = axis({ knee: 1 }, [0, 1e6]);
    expect(at(0)).toBe(0);
    expect(at(1e4) - at(1e3)).toBeCloseTo(at(1e6) - at(1e5), 0);
    expect(ticks[0]).toBe(0);
  });

  it('takes the ticks it is given, as far as they lie within', () => {
    expect(axis({ knee: 20 }, [0, 2400], { ticks: [0, 30, 2400, 9999] }).ticks).toEqual([0, 30, 2400]);
  });

  it.each<[AxisScale, readonly number[]]>([['linear', []], ['log', []], [{ knee: 5 }, []], ['linear', [3]], ['log', [3]], [{ knee: 5 }, [0]]])('%j of %j still is one', (scale, values) => {
    const { at, ticks } = axis(scale, values);
    for (const value of values) expect(Number.isFinite(at(value))).toBe(true);
    expect(ticks.length).toBeGreaterThan(0);
  });

  it('ends at round values where it is asked to', () => {
    const { at } = axis('log', [3, 800], { rounded: true });
    expect([at(1), at(1000)].map(Math.round)).toEqual([0, 600]);
  });
});

describe('ticks of a logarithmic axis', () => {
  it.each<[readonly [number, number], number, readonly number[]]>([
    [[1, 100], 7, [1, 2, 5, 10, 20, 50, 100]],
    [[1, 100], 5, [1, 3, 10, 30, 100]],
    [[1, 1e4], 5, [1, 10, 100, 1000, 10_000]],
    [[1, 1e6], 4, [1, 100, 1e4, 1e6]],
    [[0.02, 0.6], 6, [0.02, 0.05, 0.1, 0.2, 0.5]],
  ])('of %j, about %i: %j', (domain, count, ticks) => {
    expect(logTicks(domain, count)).toEqual(ticks);
  });
});

describe('a tick', () => {
  it.each([
    [0, '0'],
    [0.005, '0.005'],
    [2400, '2,400'],
    [30_000, '30k'],
    [2e6, '2M'],
    [5e9, '5bn'],
    [1e24, '10²⁴'],
    [3e15, '3×10¹⁵'],
    [1e-6, '10⁻⁶'],
  ])('%d is written %s', (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});

describe('stops', () => {
  const stops = [0, 30, 60, 160, 500, 2400];

  it('the nearest is the nearest as drawn, not as counted', () => {
    const log = axis({ knee: 20 }, stops);
    expect(nearestStop(log, stops, -50)).toBe(0);
    expect(nearestStop(log, stops, log.at(300))).toBe(500);
    expect(nearestStop(axis('linear', stops), stops, axis('linear', stops).at(300))).toBe(160);
    expect(nearestStop(log, stops, 9999)).toBe(2400);
  });

  it.each<[string, number, number | null]>([
    ['ArrowRight', 30, 60],
    ['ArrowUp', 2400, 2400],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 160, 60],
    ['ArrowLeft', 100, 60],
    ['ArrowRight', 100, 160],
    ['PageUp', 0, 30],
    ['Home', 500, 0],
    ['End', 0, 2400],
    ['Enter', 30, null],
  ])('%s from %d leads to %j', (key, from, to) => {
    expect(stopByKey(key, stops, from)).toBe(to);
  });
});
