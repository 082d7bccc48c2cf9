import { halfAt, smallHalves } from './halves';
import { halfMasks, highMasks, nibbleMasks, pairMasks } from './bits';
import { F16, Q4, Q8, rowAt, scalesOf, Weight } from './weight';
import { widenHalves } from './widen';
import { sumOfLanes, sumsOfLanes } from './vectors';

/**
 * One input row against stored weights, multiplied as they are read. What all outputs have in common is done once to the input:
 * it is brought into the order in which the weights come out of their words, times the powers of two that the weights are too large
 * or too small by (exact), and filled up with zeros to whole groups of eight.
 */
export function linearOneRow(input: usize, weight: Weight, output: usize, outputs: u32, scratch: usize): void {
  if (weight.storage == F16) {
    prepareForHalves(input, weight.columns, scratch);
    for (let out: u32 = 0; out < outputs; out++) store<f32>(output + (<usize>out << 2), dotHalves(scratch, rowAt(weight, out), weight.columns));
    return;
  }
  const storage = weight.storage;
  const sums = scratch + (<usize>((weight.columns + 7) & ~7) << 2);
  const scales = sums + (<usize>weight.runs << 4);
  const otherScales = scales + (<usize>weight.runs << 3);
  const halvesPerRow = storage == Q8 ? weight.runs : 2 * weight.runs;
  if (storage == Q8) prepareForBytes(input, weight.columns, scratch);
  else prepareForBits(input, weight, scratch, sums, storage == Q4 ? 4 : 2);
  // Two weight rows share a reading of the input; an odd last one is read twice.
  for (let out: u32 = 0; out < outputs; out += 2) {
    const next = min(out + 1, outputs - 1);
    const row = rowAt(weight, out);
    const other = rowAt(weight, next);
    widenHalves(scalesOf(weight, row), halvesPerRow, scales);
    widenHalves(scalesOf(weight, other), halvesPerRow, otherScales);
    let pair: v128;
    if (storage == Q8) pair = dotBytes(scratch, weight, row, other, scales, otherScales);
    else if (storage == Q4) pair = dotNibbles(scratch, sums, weight, row, other, scales, otherScales);
    else pair = dotPairs(scratch, sums, weight, row, other, scales, otherScales);
    store<f32>(output + (<usize>next << 2), f32x4.extract_lane(pair, 1));
    store<f32>(output + (<usize>out << 2), f32x4.extract_lane(pair, 0));
  }
}

/** Halves come 2^112 times too small: half of that goes to the input, half to the sum, so that neither overflows. */
const halfBias: f32 = 72057594037927936.0; // 2^56

function prepareForHalves(input: usize, columns: u32, target: usize): void {
  for (let column: u32 = 0; column < columns; column++) {
    store<f32>(target + (<usize>column << 2), load<f32>(input + (<usize>column << 2)) * halfBias);
  }
}

function dotHalves(input: usize, row: usize, columns: u32): f32 {
  const masks = halfMasks();
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  const end = input + (<usize>columns << 2);
  for (; input + 64 <= end; input += 64) {
    even = f32x4.add(even, f32x4.mul(v128.load(input), smallHalves(v128.load16x4_s(row), masks)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(input, 16), smallHalves(v128.load16x4_s(row, 8), masks)));
    even = f32x4.add(even, f32x4.mul(v128.load(input, 32), smallHalves(v128.load16x4_s(row, 16), masks)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(input, 48), smallHalves(v128.load16x4_s(row, 24), masks)));
    row += 32;
  }
  for (; input + 16 <= end; input += 16) {
    even = f32x4.add(even, f32x4.mul(v128.load(input), smallHalves(v128.load16x4_s(row), masks)));
    row += 8;
  }
  let sum = sumOfLanes(f32x4.add(even, odd)) * halfBias;
  for (; input < end; input += 4) {
    sum += (load<f32>(input) / halfBias) * halfAt(row);
    row += 2;
  }
  return sum;
}

/** Eight at a time, times 2^-16: those with even numbers, then those with odd numbers. */
function prepareForBytes(input: usize, columns: u32, target: usize): void {
  const end = (columns + 7) & ~7;
  for (let column: u32 = 0; column < end; column++) {
    const value: f32 = column < columns ? load<f32>(input + (<usize>column << 2)) : 0;
    const place = (column & ~7) + ((column & 7) >>> 1) + (column & 1) * 4;
    store<f32>(target + (<usize>place << 2), value * 0.0000152587890625);
  }
}

/** In lanes 0 and 1: the input against two rows. */
function dotBytes(input: usize, weight: Weight, row: usize, other: usize, scales: usize, otherScales: usize): v128 {
  const runs = weight.runs;
  const runBytes = weight.runColumns;
  const masks = highMasks();
  let total = f32x4.splat(0);
  let otherTotal = f32x4.splat(0);
  for (let run: u32 = 0; run < runs; run++) {
    let sum = f32x4.splat(0);
    let otherSum = f32x4.splat(0);
    const end = row + runBytes;
    for (; row + 16 <= end; row += 16) {
      let evens = v128.load(input);
      let odds = v128.load(input, 16);
      const first = eightBytes(v128.load8x8_s(row), masks, evens, odds);
      const otherFirst = eightBytes(v128.load8x8_s(other), masks, evens, odds);
      evens = v128.load(input, 32);
      odds = v128.load(input, 48);
      sum = f32x4.add(sum, f32x4.add(first, eightBytes(v128.load8x8_s(row, 8), masks, evens, odds)));
      otherSum = f32x4.add(otherSum, f32x4.add(otherFirst, eightBytes(v128.load8x8_s(other, 8), masks, evens, odds)));
      other += 16;
      input += 64;
    }
    for (; row < end; row += 8) {
      sum = f32x4.add(sum, eightBytes(v128.load8x8_s(row), masks, v128.load(input), v128.load(input, 16)));
      otherSum = f32x4.add(otherSum, eightBytes(v128.load8x8_s(other), masks, v128.load(input), v128.load(input, 16)));
      other += 8;
      input += 32;
    }
    total = f32x4.add(total, f32x4.mul(v128.load32_splat(scales + (<usize>run << 2)), sum));
    otherTotal = f32x4.add(otherTotal, f32x4.mul(v128.load32_splat(otherScales + (<usize>run << 2)), otherSum));
  }
  return sumsOfLanes(total, otherTotal, total, otherTotal);
}

/** Eight integers, widened to 16 bits, times their inputs: each is cut out of its word 2^16 times too large. */
@inline
function eightBytes(pairs: v128, masks: v128, evens: v128, odds: v128): v128 {
  const even = f32x4.mul(evens, f32x4.convert_i32x4_s(i32x4.shl(pairs, 16)));
  return f32x4.add(even, f32x4.mul(odds, f32x4.convert_i32x4_s(v128.and(pairs, masks))));
}

/**
 * Number k of each group of four lies `bits` · k bits high in its word: it comes out 2^(bits · k) times too large, and the input is
 * made smaller by as much. `sums`: for each run, its input added up in four lanes, for the minima.
 */
function prepareForBits(input: usize, weight: Weight, target: usize, sums: usize, bits: u32): void {
  const columns = weight.columns;
  const end = (columns + 7) & ~7;
  for (let column: u32 = 0; column < end; column++) {
    const value: f32 = column < columns ? load<f32>(input + (<usize>column << 2)) : 0;
    store<f32>(target + (<usize>column << 2), value / <f32>(1 << (bits * (column & 3))));
  }
  for (let run: u32 = 0; run < weight.runs; run++) {
    const begin = run * weight.runColumns;
    v128.store(sums + (<usize>run << 4), f32x4.splat(0));
    for (let column = begin; column < min(begin + weight.runColumns, columns); column++) {
      const lane = sums + (<usize>run << 4) + (<usize>(column & 3) << 2);
      store<f32>(lane, load<f32>(lane) + load<f32>(input + (<usize>column << 2)));
    }
  }
}

/** The same for q4. */
function dotNibbles(input: usize, sums: usize, weight: Weight, row: usize, other: usize, scales: usize, otherScales: usize): v128 {
  const masks = nibbleMasks();
  const runs = weight.runs;
  const runBytes = weight.runColumns >>> 1;
  let total = f32x4.splat(0);
  let otherTotal = f32x4.splat(0);
  for (let run: u32 = 0; run < runs; run++) {
    let products = f32x4.splat(0);
    let otherProducts = f32x4.splat(0);
    const end = row + runBytes;
    for (; row + 8 <= end; row += 8) {
      let low = v128.load(input);
      let high = v128.load(input, 16);
      const first = eightNibbles(v128.load32_splat(row), masks, low, high);
      const otherFirst = eightNibbles(v128.load32_splat(other), masks, low, high);
      low = v128.load(input, 32);
      high = v128.load(input, 48);
      products = f32x4.add(products, f32x4.add(first, eightNibbles(v128.load32_splat(row, 4), masks, low, high)));
      otherProducts = f32x4.add(otherProducts, f32x4.add(otherFirst, eightNibbles(v128.load32_splat(other, 4), masks, low, high)));
      other += 8;
      input += 64;
    }
    for (; row < end; row += 4) {
      products = f32x4.add(products, eightNibbles(v128.load32_splat(row), masks, v128.load(input), v128.load(input, 16)));
      otherProducts = f32x4.add(otherProducts, eightNibbles(v128.load32_splat(other), masks, v128.load(input), v128.load(input, 16)));
      other += 4;
      input += 32;
    }
    total = withScales(total, products, sums, scales, run);
    otherTotal = withScales(otherTotal, otherProducts, sums, otherScales, run);
  }
  return sumsOfLanes(total, otherTotal, total, otherTotal);
}

@inline
function eightNibbles(word: v128, masks: v128, first: v128, second: v128): v128 {
  const low = f32x4.mul(first, f32x4.convert_i32x4_s(v128.and(word, masks)));
  return f32x4.add(low, f32x4.mul(second, f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(word, 16), masks))));
}

/** The same for q2. */
function dotPairs(input: usize, sums: usize, weight: Weight, row: usize, other: usize, scales: usize, otherScales: usize): v128 {
  const masks = pairMasks();
  const runs = weight.runs;
  const runBytes = weight.runColumns >>> 2;
  let total = f32x4.splat(0);
  let otherTotal = f32x4.splat(0);
  for (let run: u32 = 0; run < runs; run++) {
    let products = f32x4.splat(0);
    let otherProducts = f32x4.splat(0);
    const end = row + runBytes;
    for (; row + 4 <= end; row += 4) {
      let low = v128.load(input);
      let high = v128.load(input, 16);
      const first = eightPairs(v128.load16_splat(row), masks, low, high);
      const otherFirst = eightPairs(v128.load16_splat(other), masks, low, high);
      low = v128.load(input, 32);
      high = v128.load(input, 48);
      products = f32x4.add(products, f32x4.add(first, eightPairs(v128.load16_splat(row, 2), masks, low, high)));
      otherProducts = f32x4.add(otherProducts, f32x4.add(otherFirst, eightPairs(v128.load16_splat(other, 2), masks, low, high)));
      other += 4;
      input += 64;
    }
    for (; row < end; row += 2) {
      products = f32x4.add(products, eightPairs(v128.load16_splat(row), masks, v128.load(input), v128.load(input, 16)));
      otherProducts = f32x4.add(otherProducts, eightPairs(v128.load16_splat(other), masks, v128.load(input), v128.load(input, 16)));
      other += 2;
      input += 32;
    }
    total = withScales(total, products, sums, scales, run);
    otherTotal = withScales(otherTotal, otherProducts, sums, otherScales, run);
  }
  return sumsOfLanes(total, otherTotal, total, otherTotal);
}

@inline
function eightPairs(bits: v128, masks: v128, first: v128, second: v128): v128 {
  const low = f32x4.mul(first, f32x4.convert_i32x4_s(v128.and(bits, masks)));
  return f32x4.add(low, f32x4.mul(second, f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(bits, 8), masks))));
}

/** total + scale · products + minimum · sums, for the run of these products. */
@inline
function withScales(total: v128, products: v128, sums: usize, scales: usize, run: u32): v128 {
  const pair = scales + (<usize>run << 3);
  const minima = f32x4.mul(v128.load32_splat(pair, 4), v128.load(sums + (<usize>run << 4)));
  return f32x4.add(f32x4.add(total, minima), f32x4.mul(v128.load32_splat(pair), products));
}
