import { readFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { CpuBackend, type CpuVariant } from './backends/cpu/cpu-backend';
import { goldenTests } from './generation/test-goldens';
import type { EngineOptions } from './index';

const folder = new URL('../../public/models/pocket-5m/', import.meta.url);

async function options(cpuVariant: CpuVariant): Promise<EngineOptions> {
  const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const bytes = await readFile(new URL('model.safetensors', folder));
  return {
    device: null,
    description: 'CPU',
    software: false,
    cpuVariant,
    files: {
      name: 'pocket-5m',
      config: await json('config.json'),
      tokenizer: await json('tokenizer.json'),
      tokenizerConfig: await json('tokenizer_config.json'),
      weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    },
  };
}

describe.each(['simd', 'reference'] as const)('the engine on the CPU, %s', (variant) => goldenTests(() => options(variant), async () => new CpuBackend(variant)));
