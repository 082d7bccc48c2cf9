import { halves, sumOf, weights, zeros } from './block';
import { fromHalf, isEndless, toHalf } from './half';

/** The search of ../quantise-affine.ts, step by step the same, two weights at a time. */

const firstTry: f64 = -0.6;
const ordinaryTries: f64 = 2;
const tryStep: f64 = 0.4;
const tryGrowth: f64 = 0.1;
const mostVain: i32 = 4;
const mostFits: i32 = 6;

// What the last fit found.
let fittedScale: f64 = 0;
let fittedMinimum: f64 = 0;
let fittedError: f64 = 0;

/** Σ (x − base): the same for every try. */
let values: f64 = 0;

/** `count` is even: blocks are multiples of eight. */
export function affineScale(count: u32, largestInteger: f64, search: bool): u32 {
  let least: f64 = Infinity;
  let most: f64 = -Infinity;
  for (let i: u32 = 0; i < count; i++) {
    const weight = load<f64>(weights + (<usize>i << 3));
    if (weight < least) least = weight;
    if (weight > most) most = weight;
  }
  const minimum = fromHalf(toHalf(least));
  const obvious = word((most - minimum) / largestInteger, minimum);
  if (!search || most == least) return obvious;

  values = sumAbove(count, least);
  let bestScale = (most - least) / largestInteger;
  let bestMinimum = least;
  let leastError: f64 = Infinity;
  let vain = 0;
  for (let more = firstTry; more < ordinaryTries || vain < mostVain; more += max(tryStep, tryGrowth * more)) {
    const scale = (most - least) / (largestInteger + more);
    vain++;
    for (let share: f64 = 0; share <= 1; share += 0.5) {
      fit(count, largestInteger, least, scale, least + share * scale * more);
      if (!(fittedError < leastError)) continue;
      bestScale = fittedScale;
      bestMinimum = fittedMinimum;
      leastError = fittedError;
      vain = 0;
    }
  }
  for (let fits = 0; fits < mostFits; fits++) {
    fit(count, largestInteger, least, bestScale, bestMinimum);
    if (!(fittedError < leastError)) break;
    bestScale = fittedScale;
    bestMinimum = fittedMinimum;
    leastError = fittedError;
  }
  const rounded = fromHalf(toHalf(bestMinimum));
  const searched = word(scaleFor(count, largestInteger, rounded, 1 / bestScale), rounded);
  return squaredError(count, largestInteger, searched) < squaredError(count, largestInteger, obvious) ? searched : obvious;
}

/** Two weights above their minimum, over their scale, to the nearest integers there are; what is no number becomes 0. `half` and `zero`: as named, twice. */
@inline
export function affineIntegers(pair: v128, minimum: v128, inverse: v128, largest: v128, half: v128, zero: v128): v128 {
  const integers = f64x2.floor(f64x2.add(f64x2.mul(f64x2.sub(pair, minimum), inverse), half));
  return f64x2.pmax(zero, f64x2.pmin(integers, largest));
}

@inline
function word(scale: f64, minimum: f64): u32 {
  return toHalf(max(scale, 0)) | (toHalf(minimum) << 16);
}

@inline
function isFiniteWord(bits: u32): bool {
  return !isEndless(bits & 0xffff) && !isEndless(bits >>> 16);
}

function sumAbove(count: u32, base: f64): f64 {
  let sum = f64x2.splat(0);
  const bases = f64x2.splat(base);
  for (let i: u32 = 0; i < count; i += 2) sum = f64x2.add(sum, f64x2.sub(v128.load(weights + (<usize>i << 3)), bases));
  return sumOf(sum);
}

function fit(count: u32, largestInteger: f64, base: f64, scale: f64, minimum: f64): void {
  const inverses = f64x2.splat(1 / scale);
  const minima = f64x2.splat(minimum);
  const largest = f64x2.splat(largestInteger);
  const bases = f64x2.splat(base);
  const half = halves();
  const zero = zeros();
  let integerSums = zero;
  let squareSums = zero;
  let productSums = zero;
  const end = weights + (<usize>count << 3);
  for (let at = weights; at < end; at += 16) {
    const pair = v128.load(at);
    const integer = affineIntegers(pair, minima, inverses, largest, half, zero);
    integerSums = f64x2.add(integerSums, integer);
    squareSums = f64x2.add(squareSums, f64x2.mul(integer, integer));
    productSums = f64x2.add(productSums, f64x2.mul(f64x2.sub(pair, bases), integer));
  }
  const integers = sumOf(integerSums);
  const squares = sumOf(squareSums);
  const products = sumOf(productSums);
  const determinant = <f64>count * squares - integers * integers;
  if (!(determinant > 0)) {
    fittedScale = scale;
    fittedMinimum = minimum;
    fittedError = Infinity;
    return;
  }
  const fitted = (<f64>count * products - values * integers) / determinant;
  const shift = (values - fitted * integers) / <f64>count;
  fittedScale = fitted;
  fittedMinimum = base + shift;
  fittedError = -fitted * products - shift * values;
}

function scaleFor(count: u32, largestInteger: f64, minimum: f64, inverse: f64): f64 {
  const minima = f64x2.splat(minimum);
  const inverses = f64x2.splat(inverse);
  const largest = f64x2.splat(largestInteger);
  const half = halves();
  const zero = zeros();
  let productSums = zero;
  let squareSums = zero;
  for (let i: u32 = 0; i < count; i += 2) {
    const pair = v128.load(weights + (<usize>i << 3));
    const integer = affineIntegers(pair, minima, inverses, largest, half, zero);
    productSums = f64x2.add(productSums, f64x2.mul(f64x2.sub(pair, minima), integer));
    squareSums = f64x2.add(squareSums, f64x2.mul(integer, integer));
  }
  const squares = sumOf(squareSums);
  return squares > 0 ? sumOf(productSums) / squares : 0;
}

/** Its sum may round, so it is made in order. */
function squaredError(count: u32, largestInteger: f64, bits: u32): f64 {
  if (!isFiniteWord(bits)) return Infinity;
  const scale = fromHalf(bits & 0xffff);
  const scales = f64x2.splat(scale);
  const minima = f64x2.splat(fromHalf(bits >>> 16));
  const inverses = f64x2.splat(scale == 0 ? 0 : 1 / scale);
  const largest = f64x2.splat(largestInteger);
  const half = halves();
  const zero = zeros();
  let sum: f64 = 0;
  for (let i: u32 = 0; i < count; i += 2) {
    const pair = v128.load(weights + (<usize>i << 3));
    const difference = f64x2.sub(pair, f64x2.add(f64x2.mul(scales, affineIntegers(pair, minima, inverses, largest, half, zero)), minima));
    const squares = f64x2.mul(difference, difference);
    sum += f64x2.extract_lane(squares, 0);
    sum += f64x2.extract_lane(squares, 1);
  }
  return sum;
}
