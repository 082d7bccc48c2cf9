import { fromHalf } from './half';

/** The block's weights, f64: room for the longest (../quantise-simd.ts). */
export const weights = memory.data(8 * 64, 16);

/** Reads `count` half floats. */
export function readBlock(halves: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store<f64>(weights + (<usize>i << 3), fromHalf(load<u16>(halves + (<usize>i << 1))));
}

@inline
export function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
