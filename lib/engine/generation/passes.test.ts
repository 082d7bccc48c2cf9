import { expect, test } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import { EngineError } from '../errors';
import type { Backend, Program } from '../kernels/backend';
import { readModelFiles } from '../model-files';
import { uploadWeights } from '../model/weights';
import { storagePlan } from '../model-instance';
import { Passes } from './passes';
import { optionsInNode } from './test-options';

test('a pass for which a GPU has no room leaves nothing behind, and is captured when there is room again', async () => {
  const device = new CpuBackend();
  const living = new Set<unknown>();
  let hasRoom = true;
  const backend: Backend = Object.assign(Object.create(device) as Backend, {
    allocate: (...asked: Parameters<Backend['allocate']>) => {
      const tensor = device.allocate(...asked);
      living.add(tensor);
      return tensor;
    },
    release: (tensor: Parameters<Backend['release']>[0]) => {
      expect(living.delete(tensor)).toBe(true);
      device.release(tensor);
    },
    capture: async (build: Parameters<Backend['capture']>[0]): Promise<Program> => {
      const program = await device.capture(build);
      living.add(program);
      return { ...program, run: (reads) => program.run(reads), release: () => (expect(living.delete(program)).toBe(true), program.release()) };
    },
    // As a GPU does: all is made, and behind it comes the word that some of it is not there.
    guard: async <T>(work: () => Promise<T>): Promise<T> => {
      const value = await work();
      if (hasRoom) return value;
      throw new EngineError('out-of-memory', 'The GPU had no room left.', 'Choose less.');
    },
  });
  const { config, file } = readModelFiles((await optionsInNode()).files);
  const weights = await uploadWeights(backend, config, file, { plan: storagePlan({ precision: 'f16' }, file), convert: (_name, host) => host });
  const passes = new Passes(backend, config, weights, 1);
  const shape = { batch: 1, tokens: 5, ending: 'all' } as const;
  const before = living.size;

  hasRoom = false;
  await expect(passes.get(shape)).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(living.size).toBe(before);

  hasRoom = true;
  const pass = await passes.get(shape);
  expect(living.size).toBeGreaterThan(before);
  expect(await passes.get(shape)).toBe(pass);
  device.destroy();
});
