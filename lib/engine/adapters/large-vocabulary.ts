import { sample, type Sampling } from '../generation/sample';

/** A token whose probability is this many powers of e below the best one's is left out: 150,000 of them together weigh less than 1e-12. */
const farBelow = 40;

/**
 * `sample`, for vocabularies of 150,000, which it would take a tenth of a second to sort whole: only tokens that a coin can
 * reach are looked at. Same logits, sampling and coin give the same token.
 */
export function sampleLarge(logits: Float32Array, sampling: Sampling, coin: number): number {
  const best = bestOf(logits);
  if (sampling.temperature === 0) return best;
  const floor = logits[best] - farBelow * sampling.temperature;
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id++) if (logits[id] >= floor) ids.push(id);
  // In the order of ids, so that equals fall as they do in the whole vocabulary.
  return ids[sample(Float32Array.from(ids, (id) => logits[id]), sampling, coin)];
}

/** The best token, the lowest id among equals. */
function bestOf(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id] > logits[best]) best = id;
  return best;
}

/** Ids of the `count` largest, largest first, the lower id first among equals. */
export function bestIds(values: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < values.length; id++) {
    if (best.length === count && !(values[id] > values[best[count - 1]])) continue;
    let place = best.length;
    while (place > 0 && values[id] > values[best[place - 1]]) place--;
    best.splice(place, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}
