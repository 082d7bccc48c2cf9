import { describe, expect, it } from 'vitest';
import { bytes, dollarsPerHour, gibibytes, gigabytes, seconds, terabytesPerSecond, type Bytes } from './quantities';

/** What takes a size in memory takes nothing else. */
const takesBytes = (size: Bytes): number => size;

describe('quantities', () => {
  it('say their unit once, where they are made: GB and GiB come out as different bytes', () => {
    expect(gigabytes(12)).toBe(12_000_000_000);
    expect(gibibytes(12)).toBe(12_884_901_888);
    expect(takesBytes(bytes(7))).toBe(7);
  });

  it('do not compile from a bare number, or from another unit', () => {
    // @ts-expect-error 12 of what, GB or GiB?
    expect(takesBytes(12)).toBe(12);
    // @ts-expect-error a time is no size
    expect(takesBytes(seconds(12))).toBe(12);
    // @ts-expect-error a bandwidth is no size
    expect(takesBytes(terabytesPerSecond(12))).toBe(12e12);
    // @ts-expect-error a price is no size
    expect(takesBytes(dollarsPerHour(12))).toBe(12);
    // @ts-expect-error a sum of two quantities has lost its unit, and must be given one anew
    expect(takesBytes(gigabytes(1) + gibibytes(1))).toBe(2_073_741_824);
  });
});
