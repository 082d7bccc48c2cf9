import { EngineError } from '../../errors';
import { guard } from './guard';

const largest = 128 * 1024 * 1024;
const copies = 8;
const samples = 5;

/**
 * Bytes read and written per second by copying between two buffers on the GPU: eight copies a submission, wall clock
 * around `onSubmittedWorkDone`, median of five, after one warm-up.
 * @throws EngineError `out-of-memory`, `device-lost`: work that never happened is done at once, and must not be timed
 */
export async function measureCopyBandwidth(device: GPUDevice): Promise<{ bytesPerSecond: number; samples: number }> {
  let lost = false;
  void device.lost.then(() => {
    lost = true;
  });
  const size = Math.min(largest, device.limits.maxBufferSize);
  const buffers: GPUBuffer[] = [];
  try {
    await guard(device, async () => {
      for (const label of ['source', 'target']) buffers.push(device.createBuffer({ label: `bandwidth ${label}`, size, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST }));
    }, { what: 'two buffers to copy between', bytes: 2 * size });
    const rates = await guard(device, () => timeCopies(device, buffers, size));
    if (lost) throw new EngineError('device-lost', 'The GPU was lost while it was being measured.', 'Measure again: the engine starts anew by itself.');
    return { bytesPerSecond: rates.sort((a, b) => a - b)[(samples - 1) / 2], samples };
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

async function timeCopies(device: GPUDevice, [source, target]: readonly GPUBuffer[], size: number): Promise<number[]> {
  const rates: number[] = [];
  for (let run = 0; run <= samples; run++) {
    const encoder = device.createCommandEncoder();
    for (let copy = 0; copy < copies; copy++) encoder.copyBufferToBuffer(source, 0, target, 0, size);
    const commands = encoder.finish();
    const begin = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    if (run > 0) rates.push((2 * copies * size) / ((performance.now() - begin) / 1000));
  }
  return rates;
}
