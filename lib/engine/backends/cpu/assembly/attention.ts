import { dot, dot4 } from './dot';
import { exponential } from './exponential';
import { sumOfLanes } from './vectors';

/**
 * Causal attention over the KV cache, grouped heads. Shapes: query and output (batch · tokens, heads · headDim), keys and values
 * (slots, capacity, kvHeads · headDim), rows (batch, 3): first position, count, slot. All f32, rows u32.
 * @param scratch room for `capacity` scores, rounded up to fours
 */
export function attention(
  query: usize,
  keys: usize,
  values: usize,
  rows: usize,
  output: usize,
  batch: u32,
  tokens: u32,
  heads: u32,
  kvHeads: u32,
  headDim: u32,
  capacity: u32,
  scratch: usize,
): void {
  const stride = <usize>(kvHeads * headDim) << 2; // from one position of the cache to the next
  const headBytes = <usize>headDim << 2;
  const group = heads / kvHeads;
  const factor = <f32>(1 / Math.sqrt(<f64>headDim));
  for (let sequence: u32 = 0; sequence < batch; sequence++) {
    const first = load<u32>(rows + 12 * <usize>sequence);
    const slot = load<u32>(rows + 12 * <usize>sequence, 8);
    for (let token: u32 = 0; token < tokens; token++) {
      const context = min(first + token + 1, capacity);
      for (let head: u32 = 0; head < heads; head++) {
        const cacheStart = <usize>slot * capacity * stride + <usize>(head / group) * headBytes;
        const largest = scoresOf(query, keys + cacheStart, stride, headDim, context, factor, scratch);
        const total = exponentials(scratch, context, largest);
        mix(scratch, values + cacheStart, stride, headDim, context, 1 / total, output);
        query += headBytes;
        output += headBytes;
      }
    }
  }
}

/** How well a query fits each position's key. @returns the largest score; those that fill up the last four are −∞ */
function scoresOf(query: usize, keys: usize, stride: usize, headDim: u32, context: u32, factor: f32, scores: usize): f32 {
  let largest = f32x4.splat(-Infinity);
  let position: u32 = 0;
  for (; position + 4 <= context; position += 4) {
    const four = f32x4.mul(dot4(query, keys + <usize>position * stride, stride, headDim), f32x4.splat(factor));
    v128.store(scores + (<usize>position << 2), four);
    largest = f32x4.max(largest, four);
  }
  let most = max(max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)), max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
  if (position < context) v128.store(scores + (<usize>position << 2), f32x4.splat(-Infinity));
  for (; position < context; position++) {
    const score = dot(query, keys + <usize>position * stride, headDim) * factor;
    store<f32>(scores + (<usize>position << 2), score);
    most = max(most, score);
  }
  return most;
}

/** Each score s becomes e^(s − largest). @returns their sum */
function exponentials(scores: usize, count: u32, largest: f32): f32 {
  let total = f32x4.splat(0);
  const end = scores + (<usize>count << 2);
  for (let at = scores; at < end; at += 16) {
    const four = exponential(f32x4.sub(v128.load(at), f32x4.splat(largest)));
    v128.store(at, four);
    total = f32x4.add(total, four);
  }
  return sumOfLanes(total);
}

/** output = factor · Σ weight of a position · its values. */
function mix(weights: usize, values: usize, stride: usize, headDim: u32, context: u32, factor: f32, output: usize): void {
  let d: u32 = 0;
  for (; d + 16 <= headDim; d += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let e = f32x4.splat(0);
    let at = values + (<usize>d << 2);
    for (let position: u32 = 0; position < context; position++) {
      const weight = v128.load32_splat(weights + (<usize>position << 2));
      a = f32x4.add(a, f32x4.mul(weight, v128.load(at)));
      b = f32x4.add(b, f32x4.mul(weight, v128.load(at, 16)));
      c = f32x4.add(c, f32x4.mul(weight, v128.load(at, 32)));
      e = f32x4.add(e, f32x4.mul(weight, v128.load(at, 48)));
      at += stride;
    }
    const place = output + (<usize>d << 2);
    v128.store(place, f32x4.mul(a, f32x4.splat(factor)));
    v128.store(place, f32x4.mul(b, f32x4.splat(factor)), 16);
    v128.store(place, f32x4.mul(c, f32x4.splat(factor)), 32);
    v128.store(place, f32x4.mul(e, f32x4.splat(factor)), 48);
  }
  for (; d < headDim; d++) {
    let sum: f32 = 0;
    for (let position: u32 = 0; position < context; position++) {
      sum += load<f32>(weights + (<usize>position << 2)) * load<f32>(values + <usize>position * stride + (<usize>d << 2));
    }
    store<f32>(output + (<usize>d << 2), sum * factor);
  }
}
