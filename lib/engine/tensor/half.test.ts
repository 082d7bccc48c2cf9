import { describe, expect, test } from 'vitest';
import { narrowToHalves, toHalf, widenHalves } from './half';

describe('half floats', () => {
  test('every half survives widening and narrowing', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
    const back = narrowToHalves(widenHalves(all));
    for (const bits of all) {
      const isNaN16 = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
      if (isNaN16) expect(back[bits] & 0x7e00).toBe(0x7e00);
      else expect(back[bits]).toBe(bits);
    }
  });

  test('known values', () => {
    expect([...widenHalves(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x7c00, 0x3555))]).toEqual([1, -2, 65_504, 2 ** -24, 2 ** -14, Infinity, Math.fround(0.333251953125)]);
  });

  test.for([
    [1 + 2 ** -11, 0x3c00], // a tie, to the even one below
    [1 + 3 * 2 ** -11, 0x3c02], // a tie, to the even one above
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -25, 0x0001],
    [-(2 ** -14) * (1 - 2 ** -12), 0x8400],
    [1e-30, 0x0000],
    [-0, 0x8000],
  ])('rounds %d to nearest, ties to even', ([value, bits]) => {
    expect(toHalf(value)).toBe(bits);
  });
});
