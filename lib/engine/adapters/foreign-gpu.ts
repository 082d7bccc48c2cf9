import { EngineError } from '../errors';
import { foreignDtypes, type ForeignDtype } from './foreign-dtype';
import type { Library } from './library';

/**
 * Whether the library will find a GPU that can do what `dtype` needs. It asks for its device itself, so this can only look first.
 * @returns what the browser calls the GPU; may be empty
 * @throws EngineError `no-webgpu`, `no-adapter`, `invalid-request`
 */
export async function checkGpu(dtype: ForeignDtype): Promise<string> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) throw new EngineError('no-webgpu', 'This browser has no WebGPU.', 'Choose transformers.js on the processor.');
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new EngineError('no-adapter', 'This browser has WebGPU, but gives no GPU.', 'Choose transformers.js on the processor.');
  if (foreignDtypes[dtype].halfFloats && !adapter.features.has('shader-f16')) {
    throw new EngineError('invalid-request', `Weights stored as ${dtype} are computed in half floats, and this GPU has none.`, 'Choose q4, or the processor.', { dtype });
  }
  const { description, vendor, architecture } = adapter.info;
  return description || [vendor, architecture].filter(Boolean).join(' ');
}

/** Settles when the library's GPU is lost, with the reason; never on the processor. */
export async function whenLost(library: Library, device: 'webgpu' | 'wasm'): Promise<string> {
  const gpu = device === 'webgpu' ? await library.env.backends.onnx.webgpu?.device : undefined;
  if (!gpu) return new Promise(() => undefined);
  const { message, reason } = await (gpu as GPUDevice).lost;
  return message || reason;
}
