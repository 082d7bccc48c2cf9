import { EngineError } from '../../errors';
import type { MemoryNeed } from '../../kernels/backend';

/**
 * Does some work on a device and finds out whether the device refused any of it. Without this a refusal is silent:
 * buffers that are none, and launches that never happen, at wonderful speed.
 * @throws EngineError `out-of-memory`; `internal` where an operation was not valid; what `work` throws
 */
export async function guard<T>(device: GPUDevice, work: () => Promise<T>, need?: MemoryNeed): Promise<T> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const outcome = await work().then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  const [validation, memory] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
  if (memory) throw outOfMemory(memory.message, device.limits.maxBufferSize, need);
  if (validation) throw new EngineError('internal', `The GPU refused an operation: ${validation.message}`, 'Reload the page, or choose the CPU engine.');
  if ('thrown' in outcome) throw outcome.thrown;
  return outcome.value;
}

/** A GPU does not tell how much memory it has: the limit named is that of one buffer. */
function outOfMemory(message: string, allowedBytes: number, need: MemoryNeed | undefined): EngineError {
  const wanted = need ? ` for ${need.what}, which needs ${need.bytes.toLocaleString('en-GB')} bytes (one buffer may have ${allowedBytes.toLocaleString('en-GB')})` : '';
  return new EngineError(
    'out-of-memory',
    `The GPU had no room left${wanted}: ${message}`,
    'Choose a smaller precision or batch, close other tabs that use the GPU, or run on the CPU.',
    need ? { neededBytes: need.bytes, allowedBytes } : {},
  );
}
