import { describe, expect, test } from 'vitest';
import { quantise } from '../formats/quantise';
import { bitView } from './bit-view';
import { narrowToHalves } from './half';
import type { HostTensor } from './tensor';
import { widen } from './widen';

const values = Float32Array.from({ length: 64 }, (_, index) => Math.fround(Math.sin(index + 1) * 0.2));
const f32: HostTensor = { dtype: 'f32', shape: [2, 32], values };
const f16: HostTensor = { dtype: 'f16', shape: [2, 32], values: narrowToHalves(values) };

describe('floats', () => {
  test('known patterns', () => {
    const one = bitView({ dtype: 'f32', shape: [1, 2], values: Float32Array.of(-0.15625, 0) }, 0, 0);
    expect(one).toEqual({ kind: 'float', sign: '1', exponent: '01111100', fraction: '01000000000000000000000', power: -3, significand: 1.25, value: -0.15625 });
    expect(bitView({ dtype: 'f16', shape: [1, 1], values: Uint16Array.of(0x3555) }, 0, 0)).toMatchObject({ sign: '0', exponent: '01101', fraction: '0101010101', power: -2 });
    expect(bitView({ dtype: 'f16', shape: [1, 1], values: Uint16Array.of(0x0001) }, 0, 0)).toMatchObject({ exponent: '00000', power: -14, significand: 2 ** -10, value: 2 ** -24 });
  });

  test.each([f32, f16])('sign, power and significand give the value back', (host) => {
    const wide = widen(host);
    for (let index = 0; index < 64; index++) {
      const view = bitView(host, Math.floor(index / 32), index % 32);
      if (view.kind !== 'float') throw new Error('it is no float');
      expect((view.sign === '1' ? -1 : 1) * view.significand * 2 ** view.power).toBe(wide[index]);
      expect(view.value).toBe(wide[index]);
    }
  });
});

describe.for(['q8', 'q4', 'q2'] as const)('%s', (dtype) => {
  test.for([8, 32, 'row', 'tensor'] as const)('every weight is what its integer, scale and minimum stand for, in blocks of %s', (block) => {
    const host = quantise('w', f16, dtype, { block });
    const wide = widen(host);
    for (let index = 0; index < 64; index++) {
      const view = bitView(host, Math.floor(index / 32), index % 32);
      if (view.kind !== 'integer') throw new Error('it is no integer');
      expect(view.value).toBe(wide[index]);
      expect(view.bits).toHaveLength(Number(dtype.slice(1)));
      const unsigned = Number.parseInt(view.bits, 2);
      expect(dtype === 'q8' && unsigned > 127 ? unsigned - 256 : unsigned).toBe(view.integer);
    }
  });
});
