import { affineIntegers, affineScale } from './affine';
import { halves, readBlock, weights, zeros } from './block';
import { fromHalf } from './half';
import { largestIntegers, smallestIntegers, symmetricIntegers, symmetricScale } from './symmetric';

/** The first byte that no constant of this module takes. */
export const heapBase: usize = __heap_base;

/**
 * Rows of finite half floats as small integers in blocks, in the layout of lib/engine/tensor/layout.ts. No scale of theirs is too
 * large: the widest range there is, 131,008, over the fewest steps, 3, is still a half float.
 * @param halves (rows, columns)
 * @param block a multiple of 8 that divides the columns, 64 at most
 * @param bits of an integer: 8, 4 or 2
 * @param output all zeros; `rowBytes` a row, of which the first `quantBytes` are integers
 */
export function quantise(halves: usize, rows: i32, columns: u32, block: u32, bits: u32, search: bool, output: usize, rowBytes: usize, quantBytes: usize): void {
  for (let row = 0; row < rows; row++) {
    let scales = output + quantBytes;
    let integers = output;
    for (let first: u32 = 0; first < columns; first += block) {
      readBlock(halves, block);
      if (bits == 8) {
        const scale = symmetricScale(block, search);
        store<u16>(scales, <u16>scale);
        scales += 2;
        storeBytes(integers, block, fromHalf(scale));
      } else {
        const largest = <f64>((1 << bits) - 1);
        const line = affineScale(block, largest, search);
        store<u32>(scales, line);
        scales += 4;
        storePacked(integers, block, bits, largest, fromHalf(line & 0xffff), fromHalf(line >>> 16));
      }
      halves += <usize>block << 1;
      integers += (block * bits) >>> 3;
    }
    output += rowBytes;
  }
}

@inline
function inverseOf(scale: f64): f64 {
  return scale == 0 ? 0 : 1 / scale;
}

/** Integers of q8, a byte each. */
function storeBytes(target: usize, count: u32, scale: f64): void {
  const inverses = f64x2.splat(inverseOf(scale));
  const half = halves();
  const most = largestIntegers();
  const least = smallestIntegers();
  for (let i: u32 = 0; i < count; i += 2) {
    const integers = symmetricIntegers(v128.load(weights + (<usize>i << 3)), inverses, half, most, least);
    store<i8>(target + i, <i8>f64x2.extract_lane(integers, 0));
    store<i8>(target + i, <i8>f64x2.extract_lane(integers, 1), 1);
  }
}

/** Integers of q4 or q2, the first in a byte's lowest bits. */
function storePacked(target: usize, count: u32, bits: u32, largestInteger: f64, scale: f64, minimum: f64): void {
  const inverses = f64x2.splat(inverseOf(scale));
  const minima = f64x2.splat(minimum);
  const largest = f64x2.splat(largestInteger);
  const half = halves();
  const zero = zeros();
  let packed: u32 = 0;
  let filled: u32 = 0;
  for (let i: u32 = 0; i < count; i += 2) {
    const integers = affineIntegers(v128.load(weights + (<usize>i << 3)), minima, inverses, largest, half, zero);
    packed |= (<u32>f64x2.extract_lane(integers, 0) | (<u32>f64x2.extract_lane(integers, 1) << bits)) << filled;
    filled += 2 * bits;
    if (filled < 8) continue;
    store<u8>(target++, <u8>packed);
    packed = 0;
    filled = 0;
  }
}
