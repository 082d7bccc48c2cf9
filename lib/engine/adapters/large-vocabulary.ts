import { sample, type Sampling } from '../generation/sample';
import { bestToken } from '../generation/score-arithmetic';

/** A token whose probability is this many powers of e below the best one's is left out: 150,000 of them together weigh less than 1e-12. */
const farBelow = 40;

/**
 * `sample`, for vocabularies of 150,000, which it would take a tenth of a second to sort whole: only tokens that a coin can
 * reach are looked at. Same logits, sampling and coin give the same token.
 */
export function sampleLarge(logits: Float32Array, sampling: Sampling, coin: number): number {
  const best = bestToken(logits);
  if (sampling.temperature === 0) return best;
  const floor = logits[best] - farBelow * sampling.temperature;
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id++) if (logits[id] >= floor) ids.push(id);
  // In the order of ids, so that equals fall as they do in the whole vocabulary.
  return ids[sample(Float32Array.from(ids, (id) => logits[id]), sampling, coin)];
}
