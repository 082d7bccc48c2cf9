import { expect, test } from 'vitest';
import type { HostTensor } from '../tensor/tensor';
import { convert } from './convert';

const matrix = (...values: number[]): HostTensor => ({ dtype: 'f32', shape: [1, values.length], values: Float32Array.from(values) });
const halves: HostTensor = { dtype: 'f16', shape: [1, 2], values: Uint16Array.of(0x3c00, 0xc000) };

test('what a tensor is already stays as it is, not copied', () => {
  expect(convert('w', halves, 'f16', {})).toBe(halves);
});

test('f16 to f32 and back', () => {
  const wide = convert('w', halves, 'f32', {});
  expect(wide).toEqual(matrix(1, -2));
  expect(convert('w', wide, 'f16', {})).toEqual(halves);
});

test('to integers by the options given', () => {
  expect(convert('w', matrix(1, 2, 3, 4), 'q4', { block: 'row' })).toMatchObject({ dtype: 'q4', shape: [1, 4], block: 4 });
});

test.for(['f32', 'f16', 'q8', 'q4', 'q2'] as const)('a weight that is no number is refused at %s, by name and index', (precision) => {
  const wrong = matrix(...Array.from({ length: 32 }, (_, index) => (index === 5 ? NaN : 1)));
  expect(() => convert('model.norm.weight', wrong, precision, {})).toThrow(expect.objectContaining({ code: 'file-malformed', details: { tensor: 'model.norm.weight', index: 5 } }));
});

test('a weight beyond half floats is refused at f16, and kept at f32', () => {
  const large = matrix(1, -70_000);
  expect(() => convert('w', large, 'f16', {})).toThrow(expect.objectContaining({ code: 'invalid-request', message: 'w has a weight of size 7.00e+4, and half floats end at 65,504.' }));
  expect(convert('w', large, 'f32', {})).toBe(large);
});
