import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { EngineError } from '../errors';
import { prepareProbes, probeTests } from './test-probes';

const folder = new URL('../../../public/models/pocket-5m/', import.meta.url);

async function readFiles() {
  const bytes = await readFile(new URL('model.safetensors', folder));
  return {
    config: JSON.parse(await readFile(new URL('config.json', folder), 'utf8')) as unknown,
    weights: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  };
}

describe('probes on the CPU', () => probeTests(async () => new CpuBackend(), readFiles));

test('where there was no memory for another size, nothing that was given back is used again', async () => {
  const backend = new CpuBackend();
  const living = new Set<unknown>();
  let room = Infinity;
  const watched = Object.assign(Object.create(backend) as CpuBackend, {
    allocate: (...asked: Parameters<CpuBackend['allocate']>) => {
      if (room-- <= 0) throw new EngineError('out-of-memory', 'There is no room.', 'Take less.');
      const tensor = backend.allocate(...asked);
      living.add(tensor);
      return tensor;
    },
    release: (tensor: Parameters<CpuBackend['release']>[0]) => {
      expect(living.delete(tensor)).toBe(true);
      backend.release(tensor);
    },
  });
  const { probes } = await prepareProbes(watched, await readFiles(), 'f16');
  const before = living.size;
  const look = (tokens: number) => probes.look({ lens: 1 }, { slot: 0, firstPosition: 0, ids: Array.from({ length: tokens }, (_, index) => 259 + index) });
  const seen = await look(5);
  room = 1;
  await expect(look(6)).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(living.size).toBe(before);
  room = Infinity;
  expect(await look(5)).toEqual(seen);
  probes.release();
  expect(living.size).toBe(before);
  backend.destroy();
});
