import { readFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { probeTests } from './test-probes';

const folder = new URL('../../../public/models/pocket-5m/', import.meta.url);

async function readFiles() {
  const bytes = await readFile(new URL('model.safetensors', folder));
  return {
    config: JSON.parse(await readFile(new URL('config.json', folder), 'utf8')) as unknown,
    weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  };
}

describe('probes on the CPU', () => probeTests(async () => new CpuBackend(), readFiles));
