import { coinAt, logSoftmax, sample, type Sampling } from '@/lib/engine/pure';
import type { Batch } from './batches';
import type { Program } from './program';
import type { CharacterVocabulary } from './trained-model';

/** Rows of every look at the model that is no step: one shape, compiled once. */
export const lookRows = 8;

/** How samples are drawn: a little more careful than the model's own probabilities. */
export const sampleTemperature = 0.8;

/** Mean of −log p(target) over the counted rows, nats a character, and how many characters that were. */
export async function meanLoss(program: Program, vocab: number, batches: readonly (Batch & { readonly counted: number })[]): Promise<{ readonly loss: number; readonly tokens: number }> {
  let [sum, tokens] = [0, 0];
  for (const batch of batches) {
    const logits = await program.logits(batch);
    for (let at = 0; at < batch.counted * batch.tokens; at++) {
      sum -= logprobsAt(logits, vocab, at)[batch.targets[at]];
      tokens += 1;
    }
  }
  return { loss: sum / tokens, tokens };
}

/** (vocab): natural logarithms of the probabilities of what comes after the token at this place. */
export function logprobsAt(logits: Float32Array, vocab: number, at: number): Float64Array {
  return logSoftmax(logits.subarray(at * vocab, (at + 1) * vocab));
}

/** Row, then index: each row's coins are its own. */
const coinOf = (seed: number, row: number, index: number) => coinAt(seed + row, index);

/**
 * `lookRows` texts, each begun from the begin token alone and written by the model as it is now, until its stop token or until the context is full.
 * @param seed the same coins at every time: what changes is the model
 */
export async function writeSamples(program: Program, vocabulary: CharacterVocabulary, tokens: number, seed: number, mayGoOn: () => boolean): Promise<readonly string[]> {
  const { characters, beginId, stopId } = vocabulary;
  const vocab = characters.length;
  const sampling: Omit<Sampling, 'seed'> = { temperature: sampleTemperature, topK: 0, topP: 1 };
  const ids = new Int32Array(lookRows * tokens);
  const texts = Array.from({ length: lookRows }, () => '');
  const open = new Set(texts.keys());
  for (const row of open) ids[row * tokens] = beginId;
  for (let index = 0; index < tokens && open.size > 0 && mayGoOn(); index++) {
    const logits = await program.logits({ rows: lookRows, tokens, ids });
    for (const row of open) {
      const at = row * tokens + index;
      const id = sample(logits.subarray(at * vocab, (at + 1) * vocab), sampling, coinOf(seed, row, index));
      if (id === stopId) {
        open.delete(row);
        continue;
      }
      texts[row] += characters[id];
      if (index + 1 < tokens) ids[at + 1] = id;
    }
  }
  return texts;
}
