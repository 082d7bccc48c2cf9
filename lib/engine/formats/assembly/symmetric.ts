import { halves, sumOf, weights, zeros } from './block';
import { fromHalf, isEndless, toHalf } from './half';

/** The search of ../quantise-symmetric.ts, step by step the same, two weights at a time. */

const largestInteger: f64 = 127;
const largestPair = memory.data<f64>([127, 127], 16);
const smallestPair = memory.data<f64>([-127, -127], 16);
const smallestHalf: u32 = 0x0001;
const firstTry: f64 = -1.5;
const ordinaryTries: f64 = 2;
const tryStep: f64 = 0.5;
const tryGrowth: f64 = 0.1;
const mostVain: i32 = 4;

/** `count` is even: blocks are multiples of eight. */
export function symmetricScale(count: u32, search: bool): u32 {
  let largest: f64 = 0;
  for (let i: u32 = 0; i < count; i++) largest = max(largest, abs(load<f64>(weights + (<usize>i << 3))));
  if (largest == 0) return 0;
  const nearest = toHalf(largest / largestInteger);
  const obvious = nearest ? nearest : smallestHalf;
  if (!search) return obvious;

  const half = halves();
  const zero = zeros();
  const most = largestIntegers();
  const least = smallestIntegers();
  let found: f64 = 0;
  let mostExplained: f64 = 0;
  let vain = 0;
  const end = weights + (<usize>count << 3);
  for (let more = firstTry; more < ordinaryTries || vain < mostVain; more += max(tryStep, tryGrowth * more)) {
    const inverses = f64x2.splat((largestInteger + more) / largest);
    let productSums = zero;
    let squareSums = zero;
    for (let at = weights; at < end; at += 16) {
      const pair = v128.load(at);
      const integer = symmetricIntegers(pair, inverses, half, most, least);
      productSums = f64x2.add(productSums, f64x2.mul(pair, integer));
      squareSums = f64x2.add(squareSums, f64x2.mul(integer, integer));
    }
    const products = sumOf(productSums);
    const squares = sumOf(squareSums);
    const explained = (products * products) / squares;
    vain++;
    if (!(explained > mostExplained)) continue;
    found = products / squares;
    mostExplained = explained;
    vain = 0;
  }
  const searched = toHalf(found);
  return squaredError(count, searched) < squaredError(count, obvious) ? searched : obvious;
}

@inline
export function largestIntegers(): v128 {
  return v128.load(largestPair);
}

@inline
export function smallestIntegers(): v128 {
  return v128.load(smallestPair);
}

/** Two weights over their scale, to the nearest integers that q8 has. */
@inline
export function symmetricIntegers(pair: v128, inverse: v128, half: v128, largest: v128, smallest: v128): v128 {
  const integers = f64x2.floor(f64x2.add(f64x2.mul(pair, inverse), half));
  return f64x2.pmax(f64x2.pmin(integers, largest), smallest);
}

/** Its sum may round, so it is made in order. */
function squaredError(count: u32, scaleBits: u32): f64 {
  const scale = fromHalf(scaleBits);
  if (scale == 0 || isEndless(scaleBits)) return Infinity;
  const scales = f64x2.splat(scale);
  const inverses = f64x2.splat(1 / scale);
  const half = halves();
  const most = largestIntegers();
  const least = smallestIntegers();
  let sum: f64 = 0;
  for (let i: u32 = 0; i < count; i += 2) {
    const pair = v128.load(weights + (<usize>i << 3));
    const difference = f64x2.sub(pair, f64x2.mul(scales, symmetricIntegers(pair, inverses, half, most, least)));
    const squares = f64x2.mul(difference, difference);
    sum += f64x2.extract_lane(squares, 0);
    sum += f64x2.extract_lane(squares, 1);
  }
  return sum;
}
