import { defaultDevice, init, numpy as np } from '@jax-js/jax';
import { expect, it } from 'vitest';
import { createEngine, type EngineOptions } from '@/lib/engine';
import { greedy, narrowToHalves, widenHalves } from '@/lib/engine/pure';
import type { TrainingBackend } from './events';
import { forward } from './forward';
import { filesOf, frozen } from './test-frozen';
import { randomModel } from './test-random-model';
import type { TrainedModel } from './trained-model';

/** The begin token and, up to the context's end, tokens that do not stop a text. */
function rowOf(model: TrainedModel, row: number): Int32Array<ArrayBuffer> {
  const { contextLength, vocab } = model.shape;
  const ids = Int32Array.from({ length: contextLength }, (_, at) => 2 + ((at * 7 + row * 11 + ((at * at) % 5)) % (vocab - 2)));
  ids[0] = model.vocabulary.beginId;
  return ids;
}

/** (B · T, vocab) from jax-js, on the weights rounded to 16 bits. */
async function trainingLogits(backend: TrainingBackend, model: TrainedModel, rows: readonly Int32Array<ArrayBuffer>[]): Promise<Float32Array> {
  expect(await init(backend)).toContain(backend);
  defaultDevice(backend);
  const weights = Object.fromEntries([...model.weights].map(([name, { shape, values }]) => [name, np.array(Float32Array.from(widenHalves(narrowToHalves(values))), { shape: [...shape], device: backend })]));
  const ids = np.array(Int32Array.from(rows.flatMap((row) => [...row])), { shape: [rows.length, model.shape.contextLength], dtype: np.int32, device: backend });
  return (await forward(model.shape, weights, ids).data()) as Float32Array;
}

/** Logits after each of a row's tokens, from the engine itself. */
async function engineLogits(options: EngineOptions, ids: Int32Array): Promise<readonly Float32Array[]> {
  const engine = await createEngine({ ...options, precision: 'f16' });
  const logits: Float32Array[] = [];
  // The begin token stands before every text; the others are given, and each is told with the scores it was chosen from.
  const request = { prompt: '', given: Array.from(ids.subarray(1)), sampling: greedy, maxTokens: ids.length, keepLogits: true };
  for await (const event of engine.generate(request)) if (event.type === 'token' && event.logits) logits.push(event.logits.slice());
  engine.destroy();
  return logits;
}

/** Must show 3: two forward passes, one model. */
export function forwardTests(backend: TrainingBackend, optionsFor: (files: EngineOptions['files']) => Promise<EngineOptions>): void {
  it.each([
    ['the default shape', randomModel(7)],
    ['another shape, untied', randomModel(5, { layers: 3, dim: 48, hiddenDim: 72, heads: 6, kvHeads: 3, headDim: 8, contextLength: 12, tiedEmbeddings: false })],
  ] as const)('gives the logits of the engine, %s', async (_, model) => {
    const rows = [rowOf(model, 0), rowOf(model, 1)];
    const { contextLength, vocab } = model.shape;
    const ours = await trainingLogits(backend, model, rows);
    const files = filesOf(await frozen(model));
    let largest = 0;
    for (const [row, ids] of rows.entries()) {
      const theirs = await engineLogits(await optionsFor(files), ids);
      expect(theirs.length).toBe(contextLength);
      for (const [place, scores] of theirs.entries()) {
        expect(scores.length).toBe(vocab);
        for (const [id, score] of scores.entries()) largest = Math.max(largest, Math.abs(score - ours[(row * contextLength + place) * vocab + id]));
      }
    }
    expect(largest).toBeLessThan(1e-3);
  });
}
