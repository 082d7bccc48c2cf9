import { expect, test } from 'vitest';
import type { HostTensor } from './tensor';
import { widen } from './widen';

const [half1, half2, halfMinus1, halfHalf] = [0x3c00, 0x4000, 0xbc00, 0x3800];

test('floats: f32 as it is, f16 by its bits', () => {
  const values = Float32Array.of(1, -2, 3);
  expect(widen({ dtype: 'f32', shape: [3], values })).toBe(values);
  expect([...widen({ dtype: 'f16', shape: [3], values: Uint16Array.of(half1, halfMinus1, halfHalf) })]).toEqual([1, -1, 0.5]);
});

test.for<[string, HostTensor, number[]]>([
  [
    'q8: two rows of sixteen in blocks of eight, both scales of a row in one word',
    {
      dtype: 'q8', shape: [2, 16], block: 8,
      values: Uint32Array.of(0xff_81_7f_01, 0, 0x0000_0002, 0, (half2 << 16) | half1, 0, 0, 0, 0xfe_00_00_00, (halfMinus1 << 16) | half1),
    },
    [1, 127, -127, -1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 15 }, () => 0), 2],
  ],
  [
    'q4: one row as one block of twelve, padded to sixteen integers',
    { dtype: 'q4', shape: [1, 12], block: 12, values: Uint32Array.of(0x7654_3210, 0x0000_fedc, ((halfMinus1 << 16) | halfHalf) >>> 0) },
    [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15].map((integer) => integer / 2 - 1),
  ],
  [
    'q2: two rows of eight with one scale for the whole tensor at its beginning',
    { dtype: 'q2', shape: [2, 8], block: 0, values: Uint32Array.of(((half1 << 16) | half2) >>> 0, 0b11_10_01_00_11_10_01_00, 0b11_11_11_11_00_00_00_00) },
    [1, 3, 5, 7, 1, 3, 5, 7, 1, 1, 1, 1, 7, 7, 7, 7],
  ],
  [
    'q8 with one scale for the whole tensor',
    { dtype: 'q8', shape: [1, 4], block: 0, values: Uint32Array.of(halfHalf, 0x80_7f_ff_02) },
    [1, -0.5, 63.5, -64],
  ],
])('%s', ([, host, expected]) => {
  // -0 and 0 are the same weight.
  expect([...widen(host)].map((value) => value + 0)).toEqual(expected);
});
