import type { Candidate } from './events';
import { logSoftmax } from './sample';

/** The n most probable tokens by their logits (vocab), best first, the lower id first among equals. */
export function bestCandidates(logits: Float32Array, n: number, textOf: (id: number) => string): Candidate[] {
  const logprobs = logSoftmax(logits);
  const order = Uint32Array.from({ length: logprobs.length }, (_, id) => id).sort((a, b) => logprobs[b] - logprobs[a] || a - b);
  return Array.from(order.subarray(0, n), (id) => ({ id, text: textOf(id), logprob: logprobs[id] }));
}
