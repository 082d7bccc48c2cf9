import type { DType } from '../../tensor/dtype';

/** Buffers for reading back, kept for the next reading of the same size: after warm-up none is made. */
export class StagingBuffers {
  private readonly free = new Map<number, GPUBuffer[]>();

  constructor(private readonly device: GPUDevice) {}

  take(bytes: number): GPUBuffer {
    return (
      this.free.get(bytes)?.pop() ??
      this.device.createBuffer({ label: 'staging', size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    );
  }

  /** The values in a staging buffer, once the GPU has written them; the buffer is free again afterwards. */
  async read(buffer: GPUBuffer, bytes: number, dtype: DType): Promise<Float32Array | Uint32Array> {
    await buffer.mapAsync(GPUMapMode.READ);
    const copy = buffer.getMappedRange().slice(0);
    buffer.unmap();
    const free = this.free.get(bytes) ?? [];
    free.push(buffer);
    this.free.set(bytes, free);
    return dtype === 'u32' ? new Uint32Array(copy) : new Float32Array(copy);
  }
}
