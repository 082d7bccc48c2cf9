import { fromHalf, toHalf } from '../tensor/half';

/** The largest integer of q8; −128 is not used, so that a weight and its negative are stored alike. */
const largestInteger = 127;

/** A block of tiny weights would round its scale to zero, and itself with it. */
const smallestHalf = 0x0001;

/** The search: so many integers more (or fewer) over the block's range than the obvious scale gives. More clips the outermost weights. */
const [firstTry, ordinaryTries, tryStep, tryGrowth] = [-1.5, 2, 0.5, 0.1];

/** Beyond the ordinary tries, those without gain after which no other is made: long blocks have far outliers, short ones seldom. */
const mostVain = 4;

/**
 * The scale of one block of q8 as the bits of a half float: element ≈ scale · integer, −127 … 127. Infinite where no half
 * is large enough.
 *
 * The search rounds the block with each of several scales, fits the scale to the integers by least squares, and keeps the
 * best by squared error: llama.cpp's `make_qx_quants` (ggml-quants.c), every weight counted alike.
 */
export function symmetricScale(block: Float32Array, search: boolean): number {
  let largest = 0;
  for (let i = 0; i < block.length; i++) largest = Math.max(largest, Math.abs(block[i]));
  if (largest === 0) return 0;
  const obvious = toHalf(largest / largestInteger) || smallestHalf;
  if (!search || fromHalf(obvious) === Infinity) return obvious;

  let found = 0;
  let mostExplained = 0; // (Σ x·q)² / Σ q²: how much of Σ x² the fitted scale explains
  for (let more = firstTry, vain = 0; more < ordinaryTries || vain < mostVain; more += Math.max(tryStep, tryGrowth * more)) {
    const inverse = (largestInteger + more) / largest;
    let products = 0; // Σ x·q
    let squares = 0; // Σ q²
    for (let i = 0; i < block.length; i++) {
      const integer = symmetricInteger(block[i], inverse);
      products += block[i] * integer;
      squares += integer * integer;
    }
    const explained = (products * products) / squares;
    vain++;
    if (explained > mostExplained) [found, mostExplained, vain] = [products / squares, explained, 0];
  }
  const searched = toHalf(found);
  return squaredError(block, searched) < squaredError(block, obvious) ? searched : obvious;
}

/** A weight over its scale, to the nearest integer that q8 has. */
export function symmetricInteger(value: number, inverse: number): number {
  const integer = Math.floor(value * inverse + 0.5);
  return integer > largestInteger ? largestInteger : integer < -largestInteger ? -largestInteger : integer;
}

function squaredError(block: Float32Array, scaleBits: number): number {
  const scale = fromHalf(scaleBits);
  if (scale === 0 || scale === Infinity) return Infinity;
  const inverse = 1 / scale;
  let sum = 0;
  for (let i = 0; i < block.length; i++) {
    const difference = block[i] - scale * symmetricInteger(block[i], inverse);
    sum += difference * difference;
  }
  return sum;
}
