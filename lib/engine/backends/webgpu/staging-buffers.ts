import type { DType } from '../../tensor/dtype';

/** Memory that may lie ready: enough for the logits that runs read again and again, not for every size ever asked for. */
const mostFreeBytes = 16 * 2 ** 20;

/** Buffers for reading back, kept for the next reading of the same size: after warm-up none is made. */
export class StagingBuffers {
  /** Those that are free, by size; the size used last is the last. */
  private readonly free = new Map<number, GPUBuffer[]>();
  private freeBytes = 0;

  constructor(private readonly device: GPUDevice) {}

  take(bytes: number): GPUBuffer {
    const buffer = this.free.get(bytes)?.pop();
    if (!buffer) return this.device.createBuffer({ label: 'staging', size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    this.freeBytes -= bytes;
    return buffer;
  }

  /** The values in a staging buffer, once the GPU has written them; the buffer is free again afterwards. */
  async read(buffer: GPUBuffer, bytes: number, dtype: DType): Promise<Float32Array | Uint32Array> {
    await buffer.mapAsync(GPUMapMode.READ);
    const copy = buffer.getMappedRange().slice(0);
    buffer.unmap();
    this.keep(buffer, bytes);
    return dtype === 'u32' ? new Uint32Array(copy) : new Float32Array(copy);
  }

  private keep(buffer: GPUBuffer, bytes: number): void {
    const same = this.free.get(bytes) ?? [];
    same.push(buffer);
    this.free.delete(bytes);
    this.free.set(bytes, same);
    this.freeBytes += bytes;
    for (const [size, buffers] of this.free) {
      if (this.freeBytes <= mostFreeBytes) return;
      for (const each of buffers) each.destroy();
      this.freeBytes -= size * buffers.length;
      this.free.delete(size);
    }
  }
}
