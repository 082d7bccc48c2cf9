import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { runnerImport } from 'vite';
import { wgsl } from '../vite-wgsl.mjs';
import { measureQuality } from './measure.mjs';

/** The table's rows on the engine's CPU backend, here in Node. */
export async function qualityOnCpu({ root, model, texts, onProgress }) {
  const { module } = await runnerImport(`${root}/lib/engine/index.ts`, { root, configFile: false, logLevel: 'error', plugins: [wgsl()], resolve: { alias: { '@': root } } });
  const read = (name) => readFile(`${root}/public/models/${model}/${name}`);
  const json = async (name) => JSON.parse(await read(name));
  const weights = await read('model.safetensors');
  const engine = await module.createEngine({
    device: null,
    description: cpus()[0]?.model?.trim() || process.arch,
    software: false,
    files: {
      name: model,
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
    },
  });
  try {
    return await measureQuality(engine, texts, onProgress);
  } finally {
    engine.destroy();
  }
}
