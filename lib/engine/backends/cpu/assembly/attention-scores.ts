import { dot, dot2x4, dot4 } from './dot';
import { powerOfTwo } from './exponential';
import { sumOfLanes } from './vectors';

/** A query row, times the factor of its scores. */
export function scaleInto(target: usize, source: usize, headDim: u32, factor: f32): void {
  const bytes = <usize>headDim << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(target + at, f32x4.mul(v128.load(source + at), f32x4.splat(factor)));
  for (; at < bytes; at += 4) store<f32>(target + at, load<f32>(source + at) * factor);
}

/**
 * How well each of `count` neighbouring rows fits each position's key. scores (count, context), its rows `scoreBytes` apart.
 * @param stride bytes from one position's key to the next
 */
export function scoresOf(tile: usize, count: u32, keys: usize, stride: usize, headDim: u32, context: u32, scores: usize, scoreBytes: usize): void {
  const headBytes = <usize>headDim << 2;
  if (context < 4) {
    for (let row: u32 = 0; row < count; row++) {
      for (let position: u32 = 0; position < context; position++) {
        store<f32>(scores + row * scoreBytes + (<usize>position << 2), dot(tile + row * headBytes, keys + <usize>position * stride, headDim));
      }
    }
    return;
  }
  for (let position: u32 = 0; position < context; position += 4) {
    const first = min(position, context - 4); // the last four may be looked at again
    const four = keys + <usize>first * stride;
    let target = scores + (<usize>first << 2);
    let left = tile;
    let row: u32 = 0;
    for (; row + 2 <= count; row += 2) {
      dot2x4(left, headBytes, four, stride, headDim, target, target + scoreBytes);
      left += 2 * headBytes;
      target += 2 * scoreBytes;
    }
    if (row < count) v128.store(target, dot4(left, four, stride, headDim));
  }
}

/**
 * Softmax of one row but for its last step: each score s, counted in powers of two, becomes 2^(s − largest), those of positions from `context` to
 * `longest` become 0.
 * @returns the sum of all, which they are still to be divided by
 */
export function weightsOf(scores: usize, context: u32, longest: u32): f32 {
  const end = scores + (<usize>context << 2);
  const endOfFours = scores + (<usize>((context + 3) & ~3) << 2);
  for (let at = end; at < endOfFours; at += 4) store<f32>(at, -Infinity);
  const largest = f32x4.splat(largestOf(scores, endOfFours));
  let total = f32x4.splat(0);
  for (let at = scores; at < endOfFours; at += 16) {
    const four = powerOfTwo(f32x4.sub(v128.load(at), largest));
    v128.store(at, four);
    total = f32x4.add(total, four);
  }
  for (let at = end; at < scores + (<usize>longest << 2); at += 4) store<f32>(at, 0);
  return sumOfLanes(total);
}

/** The largest of some fours of numbers. */
function largestOf(start: usize, end: usize): f32 {
  let largest = f32x4.splat(-Infinity);
  for (let at = start; at < end; at += 16) largest = f32x4.pmax(largest, v128.load(at));
  const pairs = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
