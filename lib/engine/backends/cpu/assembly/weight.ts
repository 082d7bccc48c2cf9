import { halfAt } from './halves';

/** How a weight is stored. The numbers are those of `storageCode` in ../simd/simd-tensor.ts. */
export const F32: u32 = 0;
export const F16: u32 = 1;
export const Q8: u32 = 2;
export const Q4: u32 = 3;
export const Q2: u32 = 4;

/**
 * A stored tensor, in the layout of lib/engine/tensor/layout.ts. The host writes it once, beside the tensor; columns are
 * counted in elements, all else that has a size in bytes.
 */
@unmanaged
export class Weight {
  start: usize;
  /** Before the first row: one word where the whole tensor shares a scale, otherwise nothing. */
  headerBytes: usize;
  /** From one row to the next. */
  rowBytes: usize;
  /** Of integers at the start of a row; the scales are behind them. */
  quantBytes: usize;
  columns: u32;
  /** Stretches of a row that share a scale. */
  runs: u32;
  /** Columns of each, a multiple of 8: the last may count zeros that fill up a row. */
  runColumns: u32;
  storage: u32;
}

@inline
export function rowAt(weight: Weight, row: u32): usize {
  return weight.start + weight.headerBytes + <usize>row * weight.rowBytes;
}

/** Where the scales of a row are. */
@inline
export function scalesOf(weight: Weight, row: usize): usize {
  return weight.headerBytes ? weight.start : row + weight.quantBytes;
}

/** The scale of a run: half floats two a word (q8), or in the low half of a word (q4, q2). */
@inline
export function scaleAt(scales: usize, run: u32, bytes: u32): f32 {
  return halfAt(scales + <usize>run * bytes);
}

/** The minimum of a run of q4 or q2: in the high half of its word. */
@inline
export function minimumAt(scales: usize, run: u32): f32 {
  return halfAt(scales + (<usize>run << 2) + 2);
}
