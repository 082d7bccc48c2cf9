import { expect, test } from 'vitest';
import type { TensorSpec } from '../tensor/tensor';
import { splitByRows } from './split-tensor';

test('a matrix that fits stays whole', () => {
  const spec: TensorSpec = { dtype: 'f32', shape: [10, 4] };
  expect(splitByRows(spec, 160)).toEqual([spec]);
});

test.for<[TensorSpec, number, number[]]>([
  [{ dtype: 'f32', shape: [10, 4] }, 159, [5, 5]],
  [{ dtype: 'f16', shape: [10, 4] }, 24, [3, 3, 3, 1]],
  [{ dtype: 'q8', shape: [7, 32], block: 32 }, 4 * 9 * 3, [3, 3, 1]],
  [{ dtype: 'q4', shape: [4, 8], block: 0 }, 4 * 3, [2, 2]], // one word each before the rows
  [{ dtype: 'f32', shape: [3, 100] }, 16, [1, 1, 1]],
])('%j into pieces of at most %i bytes', ([spec, largest, rows]) => {
  expect(splitByRows(spec, largest)).toEqual(rows.map((count) => ({ ...spec, shape: [count, spec.shape[1]] })));
});
