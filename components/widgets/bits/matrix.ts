import type { Precision } from '@/lib/engine/generation/precision';
import { type HostTensor, isQuantised, narrowToHalves, quantise, storedWords, widen, widenHalves } from '@/lib/engine/pure';

/** Weights of a real model: (rows, columns), row after row, as 16-bit floats. */
export interface Matrix {
  readonly model: string;
  readonly tensor: string;
  readonly rows: number;
  readonly columns: number;
  readonly halves: Uint16Array;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

export type Block = 8 | 32 | 'row' | 'tensor';

/** The matrix with one of its weights multiplied, as a 16-bit float again. */
export function withOutlier(matrix: Matrix, { row, column }: Place, factor: number): Matrix {
  if (factor === 1) return matrix;
  const halves = matrix.halves.slice();
  const index = row * matrix.columns + column;
  const [weight] = widenHalves(halves.subarray(index, index + 1));
  halves.set(narrowToHalves(Float32Array.of(weight * factor)), index);
  return { ...matrix, halves };
}

/** The matrix as the engine would store it at a precision, by the engine’s own quantiser. */
export function storedAt({ tensor, rows, columns, halves }: Matrix, precision: Precision, block: Block): HostTensor {
  const shape = [rows, columns];
  const file: HostTensor = { dtype: 'f16', shape, values: halves };
  if (precision === 'f16') return file;
  return isQuantised(precision) ? quantise(tensor, file, precision, { block }) : { dtype: 'f32', shape, values: widenHalves(halves) };
}

/** Bits that one weight takes, its share of scales and minima counted in. */
export function bitsPerWeight(stored: HostTensor): number {
  const [rows, columns] = stored.shape;
  return (32 * storedWords(stored)) / (rows * columns);
}

/** The same weights after storing, as numbers. */
export const valuesOf = (stored: HostTensor): Float32Array => widen(stored);

/**
 * How far stored weights are from the true ones: root of the mean squared error, in per cent of the root of the mean squared weight.
 * @param leftOut index of one that counts in neither: the outlier, which would hide what becomes of the others
 */
export function roundingError(truth: Float32Array, stored: Float32Array, leftOut: number): number {
  let [error, size] = [0, 0];
  for (let index = 0; index < truth.length; index++) {
    if (index === leftOut) continue;
    error += (stored[index] - truth[index]) ** 2;
    size += truth[index] ** 2;
  }
  return size === 0 ? 0 : 100 * Math.sqrt(error / size);
}
