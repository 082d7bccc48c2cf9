import { describe, expect, test } from 'vitest';
import { WebGpuBackend } from '../backends/webgpu/webgpu-backend';
import { EngineError } from '../errors';
import { testDevice } from '../test-device';
import { prepareProbes, probeTests } from './test-probes';

const folder = '/models/pocket-5m';

async function readFiles() {
  return {
    config: (await (await fetch(`${folder}/config.json`)).json()) as unknown,
    weights: await (await fetch(`${folder}/model.safetensors`)).arrayBuffer(),
  };
}

describe('probes on WebGPU', () => {
  probeTests(async () => new WebGpuBackend(await testDevice(), 'invocation'), readFiles);

  test('looks of many sizes and layers keep few buffers, a release none, and neither does a look for which there is no memory', async () => {
    const device = await testDevice();
    const living = new Set<GPUBuffer>();
    let enlarge = false;
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const isEnlarged = enlarge && descriptor.label?.startsWith('attention of layer');
      const buffer = create({ ...descriptor, size: isEnlarged ? 2 ** 50 : descriptor.size });
      if (descriptor.label === 'staging') return buffer; // kept, up to a limit, for the next reading
      living.add(buffer);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        living.delete(buffer);
        destroy();
      };
      return buffer;
    };
    const { backend, probes } = await prepareProbes(new WebGpuBackend(device, 'invocation'), await readFiles(), 'f16');
    const before = living.size;
    const look = (tokens: number, layer: number) => probes.look({ attention: [{ layer, head: 0 }] }, { slot: 0, firstPosition: 0, ids: Array.from({ length: tokens }, (_, index) => 300 + index) });
    const counts: number[] = [];
    for (const tokens of [2, 3, 4]) {
      for (const layer of [0, 1, 2, 3, 4, 5]) await look(tokens, layer);
      await look(1, tokens);
      counts.push(living.size);
    }
    expect(counts[2]).toBe(counts[1] + (counts[1] - counts[0])); // one more program for single tokens each time, nothing else
    enlarge = true;
    await expect(look(5, 0)).rejects.toBeInstanceOf(EngineError);
    enlarge = false;
    expect((await look(5, 0))!.attention).toHaveLength(1);
    probes.release();
    await Promise.resolve(); // programs are given back when their promises say so
    expect(living.size).toBe(before);
    backend.destroy();
  });
});
