import { isQuantised, type DType } from './dtype';

/** Dimensions, slowest first. */
export type Shape = readonly number[];

/** What a tensor is, without its values. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: Shape;
  /**
   * Quantised tensors: elements of a row that share a scale. It divides the row and is a multiple of 8, or is the whole
   * row; 0: the whole tensor shares one scale.
   */
  readonly block?: number;
}

/** A tensor on some device. Only the backend that made it can see inside. */
export interface Tensor extends TensorSpec {
  readonly label: string;
}

/**
 * A tensor in host memory, as a file holds it: `values` are the raw elements, f16 as its 16 bits; of a quantised tensor
 * the words in the layout of `layout.ts`.
 */
export interface HostTensor extends TensorSpec {
  readonly values: Float32Array | Uint16Array | Uint32Array;
}

export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A tensor seen as rows: its last dimension, and the product of those before it. */
export function rowsAndColumns(shape: Shape): { rows: number; columns: number } {
  const columns = shape[shape.length - 1];
  return { rows: elementCount(shape) / columns, columns };
}

/** The scale block of a quantised tensor; undefined for others. */
export function blockOf({ dtype, block }: TensorSpec): number | undefined {
  return isQuantised(dtype) ? block : undefined;
}
