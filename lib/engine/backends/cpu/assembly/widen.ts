import { halfAt, halves } from './halves';
import { halfMasks, nibbleMasks, pairMasks } from './bits';
import { F16, F32, minimumAt, Q4, Q8, rowAt, scaleAt, scalesOf, Weight } from './weight';

/** One row of a stored tensor as f32, `columns` of them. */
export function widenRow(weight: Weight, row: u32, target: usize): void {
  const source = rowAt(weight, row);
  const columns = weight.columns;
  if (weight.storage == F32) {
    memory.copy(target, source, <usize>columns << 2);
  } else if (weight.storage == F16) {
    widenHalves(source, columns, target);
  } else {
    widenQuants(weight, source, target);
  }
}

/** Half floats that lie one behind another, as f32. */
export function widenHalves(source: usize, columns: u32, target: usize): void {
  const masks = halfMasks();
  const end = target + (<usize>columns << 2);
  for (; target + 64 <= end; target += 64) {
    v128.store(target, halves(v128.load16x4_s(source), masks));
    v128.store(target, halves(v128.load16x4_s(source, 8), masks), 16);
    v128.store(target, halves(v128.load16x4_s(source, 16), masks), 32);
    v128.store(target, halves(v128.load16x4_s(source, 24), masks), 48);
    source += 32;
  }
  for (; target + 16 <= end; target += 16) {
    v128.store(target, halves(v128.load16x4_s(source), masks));
    source += 8;
  }
  for (; target < end; target += 4) {
    store<f32>(target, halfAt(source));
    source += 2;
  }
}

function widenQuants(weight: Weight, row: usize, target: usize): void {
  const scales = scalesOf(weight, row);
  const runBytes = <usize>weight.runColumns << 2;
  const runs = weight.runs;
  const end = target + (<usize>weight.columns << 2);
  for (let run: u32 = 0; run < runs; run++) {
    const runEnd = min(target + runBytes, end);
    if (weight.storage == Q8) row = widenBytes(row, f32x4.splat(scaleAt(scales, run, 2)), target, runEnd);
    else if (weight.storage == Q4) row = widenNibbles(row, scaleAt(scales, run, 4), f32x4.splat(minimumAt(scales, run)), target, runEnd);
    else row = widenPairs(row, scaleAt(scales, run, 4), f32x4.splat(minimumAt(scales, run)), target, runEnd);
    target += runBytes;
  }
}

/** A run of q8, eight at a time. @returns where the next run's integers begin; so do the two below */
function widenBytes(source: usize, scale: v128, target: usize, end: usize): usize {
  for (; target + 64 <= end; target += 64) {
    const first = v128.load8x8_s(source);
    const second = v128.load8x8_s(source, 8);
    v128.store(target, scaled(i32x4.extend_low_i16x8_s(first), scale));
    v128.store(target, scaled(i32x4.extend_high_i16x8_s(first), scale), 16);
    v128.store(target, scaled(i32x4.extend_low_i16x8_s(second), scale), 32);
    v128.store(target, scaled(i32x4.extend_high_i16x8_s(second), scale), 48);
    source += 16;
  }
  for (; target < end; target += 32) {
    const bytes = v128.load8x8_s(source);
    storeEight(target, end, scaled(i32x4.extend_low_i16x8_s(bytes), scale), scaled(i32x4.extend_high_i16x8_s(bytes), scale));
    source += 8;
  }
  return source;
}

/** Number k of each four of q4 lies 4k bits high in its word: masked out there, it is 16^k times too large. */
function widenNibbles(source: usize, scale: f32, minimum: v128, target: usize, end: usize): usize {
  const masks = nibbleMasks();
  const steps = f32x4.mul(f32x4.splat(scale), f32x4(1, 0.0625, 0.00390625, 0.000244140625));
  for (; target + 64 <= end; target += 64) {
    const first = v128.load32_splat(source);
    const second = v128.load32_splat(source, 4);
    v128.store(target, f32x4.add(scaled(v128.and(first, masks), steps), minimum));
    v128.store(target, f32x4.add(scaled(v128.and(i32x4.shr_u(first, 16), masks), steps), minimum), 16);
    v128.store(target, f32x4.add(scaled(v128.and(second, masks), steps), minimum), 32);
    v128.store(target, f32x4.add(scaled(v128.and(i32x4.shr_u(second, 16), masks), steps), minimum), 48);
    source += 8;
  }
  for (; target < end; target += 32) {
    const word = v128.load32_splat(source);
    const first = scaled(v128.and(word, masks), steps);
    const second = scaled(v128.and(i32x4.shr_u(word, 16), masks), steps);
    storeEight(target, end, f32x4.add(first, minimum), f32x4.add(second, minimum));
    source += 4;
  }
  return source;
}

/** Number k of each four of q2 lies 2k bits high: 4^k times too large. */
function widenPairs(source: usize, scale: f32, minimum: v128, target: usize, end: usize): usize {
  const masks = pairMasks();
  const steps = f32x4.mul(f32x4.splat(scale), f32x4(1, 0.25, 0.0625, 0.015625));
  for (; target + 64 <= end; target += 64) {
    const first = v128.load16_splat(source);
    const second = v128.load16_splat(source, 2);
    v128.store(target, f32x4.add(scaled(v128.and(first, masks), steps), minimum));
    v128.store(target, f32x4.add(scaled(v128.and(i32x4.shr_u(first, 8), masks), steps), minimum), 16);
    v128.store(target, f32x4.add(scaled(v128.and(second, masks), steps), minimum), 32);
    v128.store(target, f32x4.add(scaled(v128.and(i32x4.shr_u(second, 8), masks), steps), minimum), 48);
    source += 4;
  }
  for (; target < end; target += 32) {
    const bits = v128.load16_splat(source);
    const first = scaled(v128.and(bits, masks), steps);
    const second = scaled(v128.and(i32x4.shr_u(bits, 8), masks), steps);
    storeEight(target, end, f32x4.add(first, minimum), f32x4.add(second, minimum));
    source += 2;
  }
  return source;
}

@inline
function scaled(integers: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(integers), scale);
}

@inline
function storeEight(target: usize, end: usize, first: v128, second: v128): void {
  if (target + 32 <= end) {
    v128.store(target, first);
    v128.store(target, second, 16);
  } else {
    storeSome(target, end, first, second);
  }
}

/** The first one to seven of eight numbers: a row's odd end. */
function storeSome(target: usize, end: usize, first: v128, second: v128): void {
  let lanes = first;
  if (target + 16 <= end) {
    v128.store(target, first);
    target += 16;
    lanes = second;
  }
  for (; target < end; target += 4) {
    store<f32>(target, f32x4.extract_lane(lanes, 0));
    lanes = v128.shuffle<f32>(lanes, lanes, 1, 2, 3, 0);
  }
}
