import { readFile } from 'node:fs/promises';
import type { CpuVariant } from '../backends/cpu/cpu-backend';
import type { EngineOptions } from '../index';
import { mainModel } from './test-golden-files';

const models = new URL('../../../public/models/', import.meta.url);

/** A shipped model on the CPU, its files read from the disk. */
export async function optionsInNode(name = mainModel, cpuVariant?: CpuVariant): Promise<EngineOptions> {
  const file = async (path: string) => readFile(new URL(`${name}/${path}`, models));
  const json = async (path: string): Promise<unknown> => JSON.parse((await file(path)).toString());
  const bytes = await file('model.safetensors');
  return {
    device: null,
    description: 'CPU',
    software: false,
    cpuVariant,
    files: {
      name,
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    },
  };
}
