const largest = 128 * 1024 * 1024;
const copies = 8;
const samples = 5;

/**
 * Bytes read and written per second by copying between two buffers on the GPU: eight copies a submission, wall clock
 * around `onSubmittedWorkDone`, median of five, after one warm-up.
 */
export async function measureCopyBandwidth(device: GPUDevice): Promise<{ bytesPerSecond: number; samples: number }> {
  const size = Math.min(largest, device.limits.maxBufferSize);
  const [source, target] = ['source', 'target'].map((label) =>
    device.createBuffer({ label: `bandwidth ${label}`, size, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST }),
  );
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
  source.destroy();
  target.destroy();
  return { bytesPerSecond: rates.sort((a, b) => a - b)[(samples - 1) / 2], samples };
}
