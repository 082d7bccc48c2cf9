import { fromHalf, toHalf } from '../tensor/half';

/** Scale and minimum of a block. */
interface Line {
  readonly scale: number;
  readonly minimum: number;
}

/** The search: so many integers more (or fewer) over the block's range than there are. More clips the outermost weights. */
const [firstTry, ordinaryTries, tryStep, tryGrowth] = [-0.6, 2, 0.4, 0.1];

/** Of the range that a try leaves out, how much lies below the new minimum. */
const sharesBelow = [0, 0.5, 1];

/** Beyond the ordinary tries, those without gain after which no other is made: long blocks have far outliers, short ones seldom. */
const mostVain = 4;

/** Least-squares fits that follow the best try; the first without gain is the last. */
const mostFits = 6;

/**
 * Scale (low half) and minimum (high half) of one block of q4 or q2 in a word: element ≈ scale · integer + minimum,
 * integers 0 … `largestInteger`. Either is infinite where no half float is large enough.
 *
 * The search rounds the block with each of several scales, fits scale and minimum to the integers by least squares, and
 * keeps the best by squared error: llama.cpp's `make_qkx2_quants` (ggml-quants.c), with every weight counted alike, the
 * minimum free in sign, and the fit repeated until it gains nothing.
 */
export function affineScale(block: Float32Array, largestInteger: number, search: boolean): number {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < block.length; i++) {
    if (block[i] < least) least = block[i];
    if (block[i] > most) most = block[i];
  }
  // What the rounded minimum misses, the scale makes good.
  const minimum = fromHalf(toHalf(least));
  const obvious = word((most - minimum) / largestInteger, minimum);
  if (!search || most === least || !isFiniteWord(obvious)) return obvious;

  let best: Line = { scale: (most - least) / largestInteger, minimum: least };
  let leastError = Infinity;
  for (let more = firstTry, vain = 0; more < ordinaryTries || vain < mostVain; more += Math.max(tryStep, tryGrowth * more)) {
    const scale = (most - least) / (largestInteger + more);
    vain++;
    for (const share of sharesBelow) {
      const fitted = fit(block, largestInteger, least, { scale, minimum: least + share * scale * more });
      if (fitted.error < leastError) [best, leastError, vain] = [fitted, fitted.error, 0];
    }
  }
  for (let fits = 0; fits < mostFits; fits++) {
    const fitted = fit(block, largestInteger, least, best);
    if (!(fitted.error < leastError)) break;
    [best, leastError] = [fitted, fitted.error];
  }
  // The minimum is stored rounded: the scale is fitted once more to what is left.
  const rounded = fromHalf(toHalf(best.minimum));
  const searched = word(scaleFor(block, largestInteger, rounded, 1 / best.scale), rounded);
  return squaredError(block, largestInteger, searched) < squaredError(block, largestInteger, obvious) ? searched : obvious;
}

/** A weight above its minimum, over its scale, to the nearest integer there is. */
export function affineInteger(value: number, minimum: number, inverse: number, largestInteger: number): number {
  const integer = Math.floor((value - minimum) * inverse + 0.5);
  return integer > largestInteger ? largestInteger : integer > 0 ? integer : 0;
}

function word(scale: number, minimum: number): number {
  return (toHalf(Math.max(scale, 0)) | (toHalf(minimum) << 16)) >>> 0;
}

function isFiniteWord(bits: number): boolean {
  return Number.isFinite(fromHalf(bits & 0xffff)) && Number.isFinite(fromHalf(bits >>> 16));
}

/** The line that fits the integers best after the block was rounded with another, and its squared error but for Σ x². Sums count x from `base`, against cancellation. */
function fit(block: Float32Array, largestInteger: number, base: number, { scale, minimum }: Line): Line & { readonly error: number } {
  const count = block.length;
  const inverse = 1 / scale;
  let integers = 0; // Σ q
  let squares = 0; // Σ q²
  let values = 0; // Σ x
  let products = 0; // Σ x·q
  for (let i = 0; i < count; i++) {
    const integer = affineInteger(block[i], minimum, inverse, largestInteger);
    const value = block[i] - base;
    integers += integer;
    squares += integer * integer;
    values += value;
    products += value * integer;
  }
  const determinant = count * squares - integers * integers;
  if (!(determinant > 0)) return { scale, minimum, error: Infinity };
  const fitted = (count * products - values * integers) / determinant;
  const shift = (values - fitted * integers) / count;
  return { scale: fitted, minimum: base + shift, error: -fitted * products - shift * values };
}

/** The scale that fits best when the minimum is given. */
function scaleFor(block: Float32Array, largestInteger: number, minimum: number, inverse: number): number {
  let [products, squares] = [0, 0];
  for (let i = 0; i < block.length; i++) {
    const integer = affineInteger(block[i], minimum, inverse, largestInteger);
    products += (block[i] - minimum) * integer;
    squares += integer * integer;
  }
  return squares > 0 ? products / squares : 0;
}

function squaredError(block: Float32Array, largestInteger: number, bits: number): number {
  const [scale, minimum] = [fromHalf(bits & 0xffff), fromHalf(bits >>> 16)];
  if (!isFiniteWord(bits)) return Infinity;
  const inverse = scale === 0 ? 0 : 1 / scale;
  let sum = 0;
  for (let i = 0; i < block.length; i++) {
    const difference = block[i] - (scale * affineInteger(block[i], minimum, inverse, largestInteger) + minimum);
    sum += difference * difference;
  }
  return sum;
}
