import { afterAll, beforeAll, expect, test } from 'vitest';
import { CpuBackend } from '@/lib/engine/backends/cpu/cpu-backend';
import { parseSafetensors } from '@/lib/engine/formats/safetensors';
import { optionsInNode } from '@/lib/engine/generation/test-options';
import { parseConfig, type ModelConfig } from '@/lib/engine/model/config';
import { loadInstance, type ModelInstance } from '@/lib/engine/model-instance';
import { captureModelPass } from './model-pass';

const backend = new CpuBackend('simd');
let config: ModelConfig;
let instance: ModelInstance;

beforeAll(async () => {
  const { files } = await optionsInNode();
  config = parseConfig(files.config);
  instance = await loadInstance(backend, { config, file: parseSafetensors(files.weights as ArrayBuffer), plan: { precision: 'f16' } });
});
afterAll(() => backend.destroy());

/** Of one token with so many positions to look at, by hand: multiply-adds count as two. */
function flopsOfToken({ layers, dim, hiddenDim, heads, kvHeads, headDim, vocab }: ModelConfig, positions: number) {
  const [queryWidth, kvWidth] = [heads * headDim, kvHeads * headDim];
  const matrices = 2 * dim * (2 * queryWidth + 2 * kvWidth + 3 * hiddenDim);
  const attention = heads * (4 * headDim + 3) * positions + queryWidth;
  const rest = 2 * 4 * dim + 3 * (queryWidth + kvWidth) + 3 * hiddenDim + 2 * dim; // norms, rope, SwiGLU, residuals
  return { attention: layers * attention, all: layers * (matrices + attention + rest) + 2 * dim * vocab + 4 * dim };
}

test('the work of a batch is each sequence’s, and its bytes are the weights once and every cache', async () => {
  const [batch, context] = [3, 100];
  const pass = await captureModelPass(backend, config, instance.weights, batch, 1);
  const { attention, all } = flopsOfToken(config, context);
  expect(pass.flops(context)).toBe(batch * all);
  expect(pass.attentionFlops(context)).toBe(batch * attention);
  expect(pass.bytes(context)).toBe(instance.weights.bytes + batch * context * config.layers * 2 * config.kvHeads * config.headDim * 4);
  pass.release();
});

test('it stands where it is put: the rows it is given are the last positions of each sequence', async () => {
  const pass = await captureModelPass(backend, config, instance.weights, 2, 1);
  pass.place(37);
  expect([...(await pass.program.run([pass.rows]))[0]]).toEqual([36, 1, 0, 36, 1, 1]);
  pass.release();
});
