import { describe, expect, it } from 'vitest';
import { heightOf, readDrawn, startOf, stepFrom, ticksOf, valueAt, writeDrawn } from './drawing';

const linear = { low: 0, high: 40 };
const log = { low: 10, high: 1000, scale: 'log' } as const;

describe('the axis', () => {
  it.each([
    [0, linear, 0],
    [10, linear, 0.25],
    [100, log, 0.5],
    [2000, log, 1],
    [-5, log, 0],
    [50, linear, 1],
  ])('sets %d of %o at %d', (value, axis, height) => {
    expect(heightOf(value, axis)).toBeCloseTo(height, 12);
  });

  it('gives back the value of a height, rounded as it is shown', () => {
    expect(valueAt(0.25, linear)).toBe(10);
    expect(valueAt(0.5, log)).toBe(100);
    expect(valueAt(1 / 3, { low: 0, high: 1 })).toBe(0.333);
    expect(valueAt(1 / 3, linear)).toBe(13.3);
    expect(valueAt(1.2, linear)).toBe(40);
  });

  it('steps to another value even where a fiftieth is less than is shown, and stops at its ends', () => {
    expect(stepFrom(20, 1, linear)).toBe(20.8);
    expect(stepFrom(20, -1, linear, 5)).toBe(16);
    expect(stepFrom(17.3, 1, { low: 17, high: 18 })).toBe(17.4);
    expect(stepFrom(40, 1, linear)).toBe(40);
    expect(stepFrom(0, -1, linear)).toBe(0);
  });

  it.each([
    [linear, [0, 10, 20, 30, 40]],
    [{ low: 15, high: 45 }, [20, 30, 40]],
    [{ low: 0, high: 1 }, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [log, [10, 100, 1000]],
    [{ low: 15, high: 120, scale: 'log' } as const, [20, 50, 100]],
  ])('marks %o at round values', (axis, ticks) => {
    expect(ticksOf(axis)).toEqual(ticks);
  });
});

describe('a drawing', () => {
  const drawing = { labels: ['f16', 'q4'], unit: 'perplexity', ...linear };

  it('starts in the middle, or where it is told', () => {
    expect(startOf(drawing)).toEqual([20, 20]);
    expect(startOf({ ...drawing, start: 17 })).toEqual([17, 17]);
    expect(startOf({ ...drawing, start: [17, 18] })).toEqual([17, 18]);
  });

  it('is read as it was written; junk is no drawing', () => {
    expect(readDrawn(writeDrawn([17.3, 20]), drawing)).toEqual([17.3, 20]);
    for (const junk of ['', '17', '17 20 30', '17 many', '17 Infinity']) expect(readDrawn(junk, drawing), junk).toBeNull();
  });
});
