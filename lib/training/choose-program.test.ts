import { expect, test } from 'vitest';
import type { Batch } from './batches';
import { firstCheckpoint } from './checkpoint';
import { chooseProgram, type Workbench } from './choose-program';
import type { TrainingBackend } from './events';
import { defaultOptions } from './options';
import type { Program } from './program';
import { randomModel } from './test-random-model';

const from = firstCheckpoint(randomModel(1), defaultOptions);
const batch = {} as Batch;

/** A device on which a step takes so many milliseconds, on a clock of its own; null: there is no such backend. */
function deviceOf(stepMs: Readonly<Record<TrainingBackend, number | null>>, { software = false, firstMs = 0 } = {}) {
  let clock = 0;
  const disposed: TrainingBackend[] = [];
  const steps: TrainingBackend[] = [];
  const bench: Workbench = {
    adapter: () => Promise.resolve(stepMs.webgpu === null ? null : { software, description: 'a GPU' }),
    processor: 'the processor',
    now: () => clock,
    open(backend) {
      const ms = stepMs[backend];
      if (ms === null) return Promise.resolve(null);
      const program: Program = {
        backend,
        write: () => undefined,
        read: () => Promise.reject(new Error('not read in a trial')),
        logits: () => Promise.reject(new Error('not looked at in a trial')),
        step(_, at) {
          clock += at === 1 ? ms + firstMs : ms;
          steps.push(backend);
          return Promise.resolve({ loss: 1, gradientNorm: 1 });
        },
        dispose: () => disposed.push(backend),
      };
      return Promise.resolve(program);
    },
  };
  return { bench, disposed, steps };
}

test('the quicker one is chosen by ten steps of each, both are said, and the other is given back', async () => {
  const slowGpu = deviceOf({ wasm: 30, webgpu: 29.5 });
  expect(await chooseProgram('auto', slowGpu.bench, from, batch)).toMatchObject({ program: { backend: 'webgpu' }, device: 'a GPU', wasmStepMs: 30, webgpuStepMs: 29.5 });
  expect(slowGpu.disposed).toEqual(['wasm']);
  expect(slowGpu.steps.length).toBe(22);
  const draw = deviceOf({ wasm: 30, webgpu: 30 });
  expect(await chooseProgram('auto', draw.bench, from, batch)).toMatchObject({ program: { backend: 'wasm' }, wasmStepMs: 30, webgpuStepMs: 30 });
  expect(draw.disposed).toEqual(['webgpu']);
});

test('a GPU that cannot win is given up early', async () => {
  const device = deviceOf({ wasm: 30, webgpu: 300 });
  expect(await chooseProgram('auto', device.bench, from, batch)).toMatchObject({ program: { backend: 'wasm' }, wasmStepMs: 30, webgpuStepMs: null });
  expect(device.steps.filter((backend) => backend === 'webgpu').length).toBeLessThan(4);
  const compiling = deviceOf({ wasm: 30, webgpu: 1 }, { firstMs: 2500 });
  expect((await chooseProgram('auto', compiling.bench, from, batch)).webgpuStepMs).toBe(null);
});

test.each([
  ['no WebGPU', deviceOf({ wasm: 30, webgpu: null }), /no WebGPU/],
  ['a GPU that is software', deviceOf({ wasm: 30, webgpu: 300 }, { software: true }), /software/],
])('with %s nothing is tried, and the reason is said', async (_, { bench, steps }, reason) => {
  const chosen = await chooseProgram('auto', bench, from, batch);
  expect(chosen).toMatchObject({ program: { backend: 'wasm' }, wasmStepMs: null, webgpuStepMs: null });
  expect(chosen.reason).toMatch(reason);
  expect(steps).toEqual([]);
});

test('an order is obeyed without a trial, on a software adapter too', async () => {
  const { bench, steps } = deviceOf({ wasm: 30, webgpu: 300 }, { software: true });
  expect((await chooseProgram('webgpu', bench, from, batch)).program.backend).toBe('webgpu');
  expect((await chooseProgram('wasm', bench, from, batch)).program.backend).toBe('wasm');
  expect(steps).toEqual([]);
});

test('without WebAssembly it says what to do', async () => {
  await expect(chooseProgram('auto', deviceOf({ wasm: null, webgpu: null }).bench, from, batch)).rejects.toMatchObject({ code: 'no-simd', remedy: expect.stringContaining('current') as string });
});
