import { afterEach, expect, test, vi } from 'vitest';
import type { EngineOptions } from './index';
import type { ModelStorage } from './kernels/cases';
import type { ModelConfig } from './model/config';

const shapes = { dim: 16, hiddenDim: 24, heads: 2, kvHeads: 1, headDim: 8, vocab: 40, contextLength: 12 } as ModelConfig;
const storage: ModelStorage = { embedding: { dtype: 'q8', block: 8 }, matrices: { dtype: 'q4', block: 8 }, norms: { dtype: 'f16' } };
const onCpu = { device: null } as EngineOptions;

/** Modules anew, so that none remembers what it compiled. */
async function choose(options: EngineOptions = onCpu) {
  vi.resetModules();
  const { chooseBackend } = await import('./choose-backend');
  return chooseBackend(options, shapes, storage);
}

afterEach(() => {
  vi.doUnmock('./backends/cpu/simd/simd-module');
  vi.restoreAllMocks();
});

test('on the CPU, WebAssembly runs where it agrees with the reference', async () => {
  const { backend, results } = await choose();
  expect(backend.variant).toBe('simd');
  expect(results.length).toBeGreaterThan(20);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
});

test('where it computes wrong numbers the reference runs, and the results say which kernel was wrong', async () => {
  vi.doMock('./backends/cpu/simd/simd-module', async (original) => {
    const { simdKernels } = await original<typeof import('./backends/cpu/simd/simd-module')>();
    return { simdKernels: (memory: WebAssembly.Memory) => ({ ...simdKernels(memory), rmsNorm: () => undefined }) };
  });
  const { backend, results } = await choose();
  expect(backend.variant).toBe('reference');
  expect([...new Set(results.filter(({ passed }) => !passed).map(({ kernel }) => kernel))]).toEqual(['rmsNorm']);
});

test.for(['a browser without SIMD', 'a page that may not compile'])('the reference runs in %s; asked for, WebAssembly is refused', async (what) => {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
    throw new WebAssembly.CompileError(what);
  });
  expect(await choose()).toMatchObject({ backend: { variant: 'reference' }, results: [] });
  await expect(choose({ ...onCpu, cpuVariant: 'simd' })).rejects.toMatchObject({ code: 'no-simd', message: expect.stringContaining(what) });
});

test('the reference runs where it is asked for', async () => {
  expect(await choose({ ...onCpu, cpuVariant: 'reference' })).toMatchObject({ backend: { variant: 'reference' }, results: [] });
});
