/** How the next token is drawn from the logits. */
export interface Sampling {
  /** Divides the logits; 0 is greedy: the best token always. */
  readonly temperature: number;
  /** Keep the k best tokens; 0 keeps all. */
  readonly topK: number;
  /** Keep the fewest best tokens whose probabilities reach p; 1 keeps all. */
  readonly topP: number;
  /** Same seed, same coins. An unsigned 32-bit integer. */
  readonly seed: number;
}

/** The tokens that may be drawn, best first, with the probabilities they are drawn by. */
export interface Distribution {
  /** Token ids, best first; among equal logits the lower id first. */
  readonly ids: Uint32Array;
  /** Probability of each, after temperature, top-k and top-p; they sum to 1. */
  readonly probabilities: Float64Array;
}

/**
 * What the sampling leaves of the logits (vocab). Order: temperature, then top-k, then top-p among what is left
 * (Holtzman et al. 2019, nucleus sampling), then the rest is scaled back to 1.
 */
export function distribution(logits: ArrayLike<number>, { temperature, topK, topP }: Omit<Sampling, 'seed'>): Distribution {
  const order = logits instanceof Float32Array ? bestFirstByBits(logits) : bestFirst(logits);
  const limit = temperature === 0 ? 1 : topK > 0 ? Math.min(topK, order.length) : order.length;
  const largest = logits[order[0]];
  const weights = new Float64Array(limit);
  for (let i = 0; i < limit; i++) weights[i] = temperature === 0 ? 1 : Math.exp((logits[order[i]] - largest) / temperature);
  const count = nucleus(weights, topP);
  const probabilities = weights.slice(0, count);
  const total = sumOf(probabilities);
  for (let i = 0; i < count; i++) probabilities[i] /= total;
  return { ids: order.slice(0, count), probabilities };
}

function sumOf(weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i];
  return sum;
}

/** Ids by their logits, best first; among equals the lower id first. */
export function bestFirst(logits: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: logits.length }, (_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
}

const digitBits = 11;

/**
 * The same, ten times as fast: the bits of a float, seen as an integer, are in its order (of a negative one in reverse), and
 * integers are sorted digit by digit, without comparing any two (radix sort). Each pass keeps the order of equals.
 */
export function bestFirstByBits(logits: Float32Array): Uint32Array {
  const keys = new Uint32Array(logits.length);
  // Adding 0 makes −0 equal to 0, as it is for who compares.
  for (let id = 0; id < keys.length; id++) keys[id] = keyOf(logits[id] + 0);
  let order = new Uint32Array(keys.length);
  for (let id = 0; id < order.length; id++) order[id] = id;
  for (let shift = 0; shift < 32; shift += digitBits) order = sortedByDigit(order, keys, shift);
  return order;
}

const oneFloat = new Float32Array(1);
const itsBits = new Int32Array(oneFloat.buffer);

/** An unsigned integer that is the smaller the larger the value. */
function keyOf(value: number): number {
  oneFloat[0] = value;
  const bits = itsBits[0];
  return bits < 0 ? bits >>> 0 : ~bits & 0x7fff_ffff;
}

function sortedByDigit(order: Uint32Array, keys: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const mask = (1 << digitBits) - 1;
  const places = new Uint32Array(mask + 2);
  for (let i = 0; i < keys.length; i++) places[((keys[i] >>> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) places[digit + 1] += places[digit];
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[places[(keys[order[i]] >>> shift) & mask]++] = order[i];
  return sorted;
}

/** How many of the weights, largest first, it takes to reach the share p of their sum; at least one. */
function nucleus(weights: Float64Array, p: number): number {
  if (p >= 1) return weights.length;
  const target = p * sumOf(weights);
  let reached = 0;
  for (let i = 0; i < weights.length; i++) {
    reached += weights[i];
    if (reached >= target) return i + 1;
  }
  return weights.length;
}

/** Where a coin in [0, 1) falls: the index of the first token whose cumulative probability exceeds it. */
export function slotOf({ probabilities }: Distribution, coin: number): number {
  let reached = 0;
  for (let i = 0; i < probabilities.length - 1; i++) {
    reached += probabilities[i];
    if (coin < reached) return i;
  }
  return probabilities.length - 1;
}

/** The next token: the slot of `distribution` in which the coin falls. */
export function sample(logits: ArrayLike<number>, sampling: Omit<Sampling, 'seed'>, coin: number): number {
  const left = distribution(logits, sampling);
  return left.ids[slotOf(left, coin)];
}

/** Natural logarithms of the model's own probabilities (vocab): temperature 1, nothing left out. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  let largest = -Infinity;
  for (let id = 0; id < logits.length; id++) largest = Math.max(largest, logits[id]);
  let total = 0;
  for (let id = 0; id < logits.length; id++) total += Math.exp(logits[id] - largest);
  const shift = largest + Math.log(total);
  return Float64Array.from({ length: logits.length }, (_, id) => logits[id] - shift);
}
