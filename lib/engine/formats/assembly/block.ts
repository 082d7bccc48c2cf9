import { fromHalf } from './half';

/** The block's weights, f64: room for the longest (../quantise-simd.ts). */
export const weights = memory.data(8 * 64, 16);

/**
 * Constants kept in memory and loaded before a loop. As constants they would be put together anew at every use, inside the loop.
 */
const halfPair = memory.data<f64>([0.5, 0.5], 16);
const zeroPair = memory.data<f64>([0, 0], 16);

@inline
export function halves(): v128 {
  return v128.load(halfPair);
}

@inline
export function zeros(): v128 {
  return v128.load(zeroPair);
}

/** Reads `count` half floats. */
export function readBlock(halves: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store<f64>(weights + (<usize>i << 3), fromHalf(load<u16>(halves + (<usize>i << 1))));
}

@inline
export function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
