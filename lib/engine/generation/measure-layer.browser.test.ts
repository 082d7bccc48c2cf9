import { describe, expect, test } from 'vitest';
import { WebGpuBackend } from '../backends/webgpu/webgpu-backend';
import { blockSize } from '../formats/block-size';
import { testDevice } from '../test-device';
import { measureLayer } from './measure-layer';
import { layerTests } from './test-measurements';

describe('a layer of X on WebGPU', () => {
  layerTests(async () => new WebGpuBackend(await testDevice(), 'invocation'));

  test('a cache beyond the limits of the device is refused with need and limit, and no buffer is left', async () => {
    const device = await testDevice();
    let living = 0;
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      living++;
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        living--;
        destroy();
      };
      return buffer;
    };
    const backend = new WebGpuBackend(device, 'invocation');
    const llama = { name: 'Llama-3.1-8B', layers: 32, dim: 4096, hiddenDim: 14_336, heads: 32, kvHeads: 8, headDim: 128, vocab: 128_256 };
    const asked = measureLayer(backend, { shape: llama, plan: { precision: 'q4' }, batch: 32, tokens: 1, context: 4_000 }, blockSize);
    await expect(asked).rejects.toMatchObject({
      code: 'out-of-memory',
      details: { neededBytes: 32 * 4_000 * 1024 * 4, allowedBytes: device.limits.maxStorageBufferBindingSize },
    });
    expect(living).toBe(0);
    backend.destroy();
  });
});
