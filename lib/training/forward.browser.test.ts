import { describe } from 'vitest';
import { forwardTests } from './test-forward';
import type { EngineOptions } from '@/lib/engine';

async function onGpu(files: EngineOptions['files']): Promise<EngineOptions> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('This browser has no WebGPU adapter.');
  return { device: await adapter.requestDevice(), description: 'test', software: true, files };
}

describe('the training forward in WebAssembly, the engine on the processor', () => forwardTests('wasm', (files) => Promise.resolve({ device: null, description: 'the processor', software: false, files })));

describe('the training forward on WebGPU, the engine on WebGPU', () => forwardTests('webgpu', onGpu));
