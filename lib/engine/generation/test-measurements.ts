import { expect, test } from 'vitest';
import { blockSize } from '../formats/block-size';
import { EngineError } from '../errors';
import type { Backend } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import type { Precision } from './events';
import { measureLayer } from './measure-layer';
import type { LayerRequest, LayerShape } from './measurements';

const shape: LayerShape = { name: 'tiny', layers: 3, dim: 64, hiddenDim: 192, heads: 4, kvHeads: 2, headDim: 16, vocab: 96 };
const request: LayerRequest = { shape, plan: { precision: 'f16' }, batch: 1, tokens: 1, context: 8 };

/** Parameters of the tiny layer: attention, feed-forward, norms. */
const matrices = 64 * 64 * 2 + 64 * 32 * 2 + 3 * 64 * 192;
const norms = 2 * 64;

/** The same backend, with changes, that counts the tensors and programs that live. */
function watched(backend: Backend, changes: Partial<Pick<Backend, 'largestTensorBytes'>> & { mostTensors?: number } = {}) {
  const living = new Set<unknown>();
  let largest = 0;
  const taken = (tensor: Tensor): Tensor => {
    living.add(tensor);
    largest = Math.max(largest, backend.bytesOf(tensor));
    return tensor;
  };
  const room = () => {
    if (living.size >= (changes.mostTensors ?? Infinity)) throw new EngineError('out-of-memory', 'No room.', 'Take less.', { neededBytes: 2, allowedBytes: 1 });
  };
  const watching: Backend = Object.assign(Object.create(backend) as Backend, {
    upload: (...parameters: Parameters<Backend['upload']>) => (room(), taken(backend.upload(...parameters))),
    allocate: (...parameters: Parameters<Backend['allocate']>) => (room(), taken(backend.allocate(...parameters))),
    release: (tensor: Tensor) => {
      expect(living.delete(tensor), `${tensor.label} is released once`).toBe(true);
      backend.release(tensor);
    },
    capture: async (...parameters: Parameters<Backend['capture']>) => {
      const program = await backend.capture(...parameters);
      living.add(program);
      const release = program.release.bind(program);
      return Object.assign(program, {
        release: () => {
          expect(living.delete(program)).toBe(true);
          release();
        },
      });
    },
  });
  Object.defineProperty(watching, 'largestTensorBytes', { value: changes.largestTensorBytes ?? backend.largestTensorBytes });
  return { watching, living, largest: () => largest };
}

/** What must hold of measuring a layer on every backend. */
export function layerTests(makeBackend: () => Promise<Backend>): void {
  test.for<Precision>(['f32', 'f16', 'q8', 'q4', 'q2'])('a layer in %s is timed and counted, and all memory is given back', async (precision) => {
    const backend = await makeBackend();
    const { watching, living } = watched(backend);
    const { layer, head, copies } = await measureLayer(watching, { ...request, plan: { precision, embedding: 'f16' } }, blockSize);
    expect(copies).toBe(shape.layers);
    for (const { ms, samples } of [layer, head]) {
      expect(ms).toBeGreaterThan(0);
      expect(samples).toBeGreaterThanOrEqual(3);
    }
    expect(layer.flops).toBeGreaterThanOrEqual(2 * matrices);
    expect(layer.flops).toBeLessThan(2 * matrices * 1.15);
    expect(head.flops).toBe(2 * 64 * 96 + 4 * 64);
    if (backend.variant !== 'reference') {
      const bits = { f32: 32, f16: 16, q8: 8.5, q4: 5, q2: 3 }[precision];
      expect(layer.weightBytes).toBe((matrices * bits) / 8 + norms * (precision === 'f32' ? 4 : 2));
      expect(head.weightBytes).toBe(64 * 96 * 2 + 64 * (precision === 'f32' ? 4 : 2));
    }
    expect(living.size).toBe(0);
    backend.destroy();
  });

  test('a batch and a prompt do so much more work', async () => {
    const backend = await makeBackend();
    const one = await measureLayer(backend, request, blockSize);
    const batch = await measureLayer(backend, { ...request, batch: 4 }, blockSize);
    const prompt = await measureLayer(backend, { ...request, tokens: 8 }, blockSize);
    expect(batch.layer.flops).toBe(4 * one.layer.flops);
    expect(batch.head.flops).toBe(4 * one.head.flops);
    expect(prompt.layer.flops).toBeGreaterThan(7.5 * one.layer.flops);
    expect(prompt.head.flops).toBe(one.head.flops);
    backend.destroy();
  });

  test('what is too large for one piece is taken in parts', async () => {
    const backend = await makeBackend();
    const { watching, living, largest } = watched(backend, { largestTensorBytes: 4096 });
    const { layer } = await measureLayer(watching, { ...request, plan: { precision: 'f32' } }, blockSize);
    expect(layer.ms).toBeGreaterThan(0);
    expect(largest()).toBe(4096);
    const whole = await measureLayer(backend, { ...request, plan: { precision: 'f32' } }, blockSize);
    expect(layer.flops).toBe(whole.layer.flops);
    expect(layer.weightBytes).toBe(whole.layer.weightBytes);
    expect(living.size).toBe(0);
    backend.destroy();
  });

  test('where memory ends there are fewer copies; where there is none for the first, an error that says so; both give all back', async () => {
    const backend = await makeBackend();
    const perCopy = 9 + 2; // weights, keys, values
    const common = 4;
    const fewer = watched(backend, { mostTensors: common + 2 * perCopy + 3 });
    expect((await measureLayer(fewer.watching, request, blockSize)).copies).toBe(2);
    expect(fewer.living.size).toBe(0);
    const none = watched(backend, { mostTensors: common + perCopy - 1 });
    await expect(measureLayer(none.watching, request, blockSize)).rejects.toMatchObject({ code: 'out-of-memory', details: { neededBytes: 2, allowedBytes: 1 } });
    expect(none.living.size).toBe(0);
    backend.destroy();
  });

  test('an abort, before or while it is timed, is an AbortError, and gives all memory back', async () => {
    const backend = await makeBackend();
    for (const signal of [AbortSignal.abort(), AbortSignal.timeout(3)]) {
      const { watching, living } = watched(backend);
      // Large enough not to be done in 3 ms.
      const large = { ...request, shape: { ...shape, dim: 512, hiddenDim: 2048, heads: 32, layers: 8 } };
      const name = await measureLayer(watching, large, blockSize, signal).then(() => 'none', (thrown: unknown) => (thrown as Error).name);
      expect(name).toMatch(/^(AbortError|TimeoutError)$/);
      expect(living.size).toBe(0);
    }
    backend.destroy();
  });

  test.for<[string, Partial<LayerRequest>, RegExp]>([
    ['no sequences', { batch: 0 }, /batch of 0/],
    ['too many sequences', { batch: 33 }, /batch of 33/],
    ['more new tokens than context', { tokens: 9 }, /9 new tokens/],
    ['an endless context', { context: 100_000 }, /context of 100000/],
    ['half a layer', { shape: { ...shape, layers: 0.5 } }, /layers is 0.5/],
    ['heads that do not divide', { shape: { ...shape, kvHeads: 3 } }, /evenly/],
    ['heads of an odd size', { shape: { ...shape, headDim: 15 } }, /15 dimensions/],
    ['rows that do not fill their words', { shape: { ...shape, dim: 40 } }, /dim of tiny is 40/],
    ['a block that does not divide', { plan: { precision: 'q4', block: 24 } }, /Blocks of 24/],
    ['no precision', { plan: { precision: 'q3' as Precision } }, /no precision q3/],
  ])('refused at the door: %s', async ([, change, message]) => {
    const backend = await makeBackend();
    const { watching, living } = watched(backend);
    await expect(measureLayer(watching, { ...request, ...change }, blockSize)).rejects.toMatchObject({ code: 'invalid-request', message: expect.stringMatching(message) as string });
    expect(living.size).toBe(0);
    backend.destroy();
  });
}
