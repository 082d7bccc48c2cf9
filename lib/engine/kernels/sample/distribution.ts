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
  const order = Uint32Array.from({ length: logits.length }, (_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
  const limit = temperature === 0 ? 1 : topK > 0 ? Math.min(topK, order.length) : order.length;
  const kept = order.subarray(0, limit);
  const largest = logits[order[0]];
  const weights = Float64Array.from(kept, (id) => (temperature === 0 ? 1 : Math.exp((logits[id] - largest) / temperature)));
  const count = nucleus(weights, topP);
  const total = weights.subarray(0, count).reduce((sum, weight) => sum + weight, 0);
  return { ids: kept.slice(0, count), probabilities: Float64Array.from(weights.subarray(0, count), (weight) => weight / total) };
}

/** How many of the weights, largest first, it takes to reach the share p of their sum; at least one. */
function nucleus(weights: Float64Array, p: number): number {
  if (p >= 1) return weights.length;
  const target = p * weights.reduce((sum, weight) => sum + weight, 0);
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
