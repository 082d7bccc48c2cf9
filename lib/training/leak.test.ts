import { expect, test, vi } from 'vitest';
import { all, easyLines, trainHere } from './test-training';

/** Every memory that WebAssembly is given in this file. Before the imports run: jax-js takes its own with its first backend. */
const memories = vi.hoisted(() => {
  const taken: WebAssembly.Memory[] = [];
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      taken.push(this);
    }
  };
  return taken;
});

test('five hundred steps take no more memory than twenty', async () => {
  const { train } = trainHere();
  const bytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  const request = { corpus: 'own', text: easyLines, order: 'wasm', options: { batchRows: 2, steps: 520, heldoutEvery: 10, sampleEvery: 1000, checkpointEvery: 10, seed: 1 } } as const;
  const first = await train({ ...request, until: 20 });
  const early = bytes();
  expect(early).toBeGreaterThan(0);
  const rest = await train({ ...request, from: all(first, 'checkpoint').at(-1)!.checkpoint, until: 520 });
  expect(all(rest, 'training-end')[0]).toMatchObject({ reason: 'finished', step: 520 });
  expect(bytes()).toBe(early);
});
