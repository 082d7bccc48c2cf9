import { describe } from 'vitest';
import { WebGpuBackend } from '../backends/webgpu/webgpu-backend';
import { testDevice } from '../test-device';
import { probeTests } from './test-probes';

const folder = '/models/pocket-5m';

async function readFiles() {
  return {
    config: (await (await fetch(`${folder}/config.json`)).json()) as unknown,
    weights: await (await fetch(`${folder}/model.safetensors`)).arrayBuffer(),
  };
}

describe('probes on WebGPU', () => probeTests(async () => new WebGpuBackend(await testDevice(), 'invocation'), readFiles));
