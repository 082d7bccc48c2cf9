import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { houseModules } from '../house-modules.mjs';
import { measureQuality } from './measure.mjs';

/** The table's rows on the engine's CPU backend, here in Node. */
export async function qualityOnCpu({ root, model, texts, onProgress }) {
  const { load, close } = await houseModules();
  try {
    const { createEngine } = await load('lib/engine/index.ts');
    const engine = await createEngine({ device: null, description: cpus()[0]?.model?.trim() || process.arch, software: false, files: await modelFiles(root, model) });
    try {
      return await measureQuality(engine, texts, onProgress);
    } finally {
      engine.destroy();
    }
  } finally {
    await close();
  }
}

async function modelFiles(root, model) {
  const read = (name) => readFile(`${root}/public/models/${model}/${name}`);
  const json = async (name) => JSON.parse(await read(name));
  const weights = await read('model.safetensors');
  return {
    name: model,
    config: await json('config.json'),
    tokenizer: await json('tokenizer.json'),
    tokenizerConfig: await json('tokenizer_config.json'),
    weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  };
}
