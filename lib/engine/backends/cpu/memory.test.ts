import { afterEach, describe, expect, test } from 'vitest';
import { EngineError } from '../../errors';
import { add, linear } from '../../kernels';
import { attentionWeights } from '../../kernels/attention-weights/attention-weights';
import { linearCase } from '../../kernels/cases';
import { attentionWeightsCase } from '../../kernels/rare-cases';
import type { Tensor } from '../../tensor/tensor';
import { prepareCase } from '../self-test';
import { CpuBackend } from './cpu-backend';
import { CpuProgram } from './cpu-program';
import { SimdStore } from './simd/simd-store';

const floats = (count: number) => Float32Array.from({ length: count }, (_, index) => index + 0.5);

let store = new SimdStore();
afterEach(() => {
  store.destroy();
  store = new SimdStore();
});

const upload = (count: number): Tensor => store.upload('numbers', { dtype: 'f32', shape: [count], values: floats(count) });

/** A pass with a scratch tensor and working memory: input + input, then times a weight. */
function capture(input: Tensor, weight: Tensor, rows: number): CpuProgram {
  return new CpuProgram(store, (pass) => {
    const doubled = pass.scratch('doubled', 'f32', [rows, 64]);
    pass.run(add, { left: input, right: input, output: doubled }, {});
    pass.run(linear, { input: doubled, weight, output: pass.scratch('product', 'f32', [rows, 8]) }, {});
  });
}

describe('memory of the CPU backend', () => {
  test('10,000 captures and releases end where they began', () => {
    const weight = store.upload('weight', { dtype: 'f16', shape: [8, 64], values: new Uint16Array(512) });
    const heldBefore = store.heldBytes;
    let reached = 0;
    for (let cycle = 0; cycle < 10_000; cycle++) {
      const rows = 1 + (cycle % 7);
      const input = upload(rows * 64);
      const program = capture(input, weight, rows);
      expect(store.heldBytes).toBeGreaterThan(heldBefore);
      program.release();
      store.release(input);
      if (cycle === 10) reached = store.view(weight).buffer.byteLength;
    }
    expect(store.heldBytes).toBe(heldBefore);
    expect(store.view(weight).buffer.byteLength).toBe(reached);
  });

  test('values, views and programs outlive the memory’s growth', async () => {
    const values = floats(3 * 64);
    const input = store.upload('input', { dtype: 'f32', shape: [3, 64], values });
    const weight = store.upload('weight', { dtype: 'f32', shape: [8, 64], values: floats(512) });
    let product: Tensor | undefined;
    const program = new CpuProgram(store, (pass) => {
      product = pass.scratch('product', 'f32', [3, 8]);
      pass.run(linear, { input, weight, output: product }, {});
    });
    const [before] = await program.run([product!]);
    const old = store.view(input);
    const large = store.allocate('large', 'f32', [1_000_000], undefined);
    expect(old).toHaveLength(0); // the growth took the old view's memory away
    expect(store.view(input)).toEqual(values);
    expect((await program.run([product!]))[0]).toEqual(before);
    expect(store.view(large).every((value) => value === 0)).toBe(true);
  });

  test('a kernel that runs by its reference reads and writes the same memory, before and after it grows', async () => {
    const backend = new CpuBackend('simd');
    const growing = attentionWeightsCase(2, 3, 4, 2, 8, 20, 20);
    const prepared = await prepareCase(backend, growing);
    backend.allocate('large', 'f32', [1_000_000]);
    expect(await prepared.run()).toMatchObject({ kernel: attentionWeights.name, passed: true });
    backend.destroy();
  });

  test('memory is given zeroed, whoever had it before', () => {
    const first = upload(100);
    store.release(first);
    // The first holds the place again, the second begins there and goes on where nobody was.
    expect(store.view(store.allocate('zeros', 'f32', [50], undefined))).toEqual(new Float32Array(50));
    expect(store.view(store.allocate('zeros', 'f32', [500], undefined))).toEqual(new Float32Array(500));
  });

  test('halves of rows with an odd length are padded, whatever was there before', () => {
    store.release(upload(100));
    const halves = store.upload('halves', { dtype: 'f16', shape: [2, 3], values: Uint16Array.of(1, 2, 3, 4, 5, 6) });
    const view = store.view(halves);
    expect([...new Uint16Array(view.buffer, view.byteOffset, 8)].filter((_, index) => index % 4 !== 3)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a tensor takes the words of its layout, and no more', () => {
    const bytes = (dtype: 'f32' | 'f16' | 'q8' | 'q4' | 'q2', block?: number) => store.bytesOf(store.allocate(dtype, dtype, [4, 64], block));
    expect([bytes('f32'), bytes('f16'), bytes('q8', 32), bytes('q4', 32), bytes('q2', 32)]).toEqual([1024, 512, 4 * (64 + 4), 4 * (32 + 8), 4 * (16 + 8)]);
  });

  test('more than there can be is refused with need and limit, and what was there goes on', async () => {
    const input = upload(64);
    const heldBefore = store.heldBytes;
    const ask = () => store.allocate('the cache', 'f32', [2 ** 30], undefined);
    expect(ask).toThrow(EngineError);
    expect(ask).toThrow(expect.objectContaining({ code: 'out-of-memory', details: { neededBytes: heldBefore + 2 ** 32 + 32, allowedBytes: 2 ** 32 } }));
    const pass = () => new CpuProgram(store, (each) => {
      each.scratch('small', 'f32', [64]);
      each.scratch('large', 'f32', [2 ** 30]);
    });
    expect(pass).toThrow('large needs');
    expect(store.heldBytes).toBe(heldBefore);
    expect(store.view(input)).toEqual(floats(64));
  });

  test('after `destroy` the large memory is gone', () => {
    store.allocate('large', 'f32', [1_000_000], undefined);
    store.destroy();
    expect(store.heldBytes).toBe(0);
  });
});

test('a kernel works on memory beyond 2 GiB, where addresses need all 32 bits', async () => {
  const backend = new CpuBackend('simd');
  backend.allocate('the first half', 'u32', [2 ** 28]);
  backend.allocate('the second half', 'u32', [2 ** 28]);
  expect(await (await prepareCase(backend, linearCase(5, 65, 9, { dtype: 'q8' }))).run()).toMatchObject({ passed: true });
  backend.destroy();
});
