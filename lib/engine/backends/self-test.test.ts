import { describe, expect, test } from 'vitest';
import { rmsNorm } from '../kernels';
import type { Backend, Program } from '../kernels/backend';
import type { ModelShapes, ModelStorage } from '../kernels/cases';
import { CpuBackend } from './cpu/cpu-backend';
import { selfTest } from './self-test';

const shapes: ModelShapes = { dim: 16, hiddenDim: 24, heads: 2, kvHeads: 1, headDim: 8, vocab: 40, contextLength: 12 };
const storage: ModelStorage = { embedding: { dtype: 'q8', block: 8 }, matrices: { dtype: 'q4', block: 8 }, norms: { dtype: 'f16' } };

/** A backend that counts what it has given out, and on which one kernel fails: when it is compiled, or when it runs. */
function watched(fails: { readonly kernel: string; readonly at: 'capture' | 'run' } | null) {
  const device = new CpuBackend('reference');
  const living = new Set<unknown>();
  const give = (thing: unknown) => expect(living.delete(thing)).toBe(true);
  const backend: Backend = Object.assign(Object.create(device) as Backend, {
    upload: (...asked: Parameters<Backend['upload']>) => {
      const tensor = device.upload(...asked);
      living.add(tensor);
      return tensor;
    },
    release: give,
    capture: async (build: Parameters<Backend['capture']>[0]): Promise<Program> => {
      const kernels: string[] = [];
      const program = await device.capture((pass) => build({ ...pass, run: (...asked) => (kernels.push(asked[0].name), pass.run(...asked)) }));
      const isFailing = (at: 'capture' | 'run') => fails?.at === at && kernels.includes(fails.kernel);
      if (isFailing('capture')) throw new Error('does not compile');
      living.add(program);
      return Object.assign(Object.create(program) as Program, {
        run: (reads: Parameters<Program['run']>[0]) => (isFailing('run') ? Promise.reject(new Error('does not run')) : program.run(reads)),
        release: () => give(program),
      });
    },
  });
  return { backend, living };
}

describe('the self-test gives all memory back', () => {
  test('when it passes', async () => {
    const { backend, living } = watched(null);
    const { results } = await selfTest(backend, shapes, storage, () => undefined);
    expect(results.length).toBeGreaterThan(20);
    expect(results.every(({ passed }) => passed)).toBe(true);
    expect(living.size).toBe(0);
  });

  test.for([
    ['capture', 'does not compile'],
    ['run', 'does not run'],
  ] as const)('when a kernel fails: at its %s', async ([at, message]) => {
    const { backend, living } = watched({ kernel: rmsNorm.name, at });
    await expect(selfTest(backend, shapes, storage, () => undefined)).rejects.toThrow(message);
    expect(living.size).toBe(0);
  });
});
