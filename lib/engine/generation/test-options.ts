import { readFile } from 'node:fs/promises';
import type { EngineOptions } from '../index';

const folder = new URL('../../../public/models/pocket-5m/', import.meta.url);

/** The shipped model on the CPU, its files read from the disk. */
export async function optionsInNode(): Promise<EngineOptions> {
  const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const bytes = await readFile(new URL('model.safetensors', folder));
  return {
    device: null,
    description: 'CPU',
    software: false,
    files: {
      name: 'pocket-5m',
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    },
  };
}
