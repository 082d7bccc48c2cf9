import type { Kernel, Variant } from '../../kernels/kernel';
import { storageSources } from '../../kernels/storage/storage';
import { blockOf, type TensorSpec } from '../../tensor/tensor';

/** Compiled programs, each compiled once: one for each kernel, variant, storage (with its block size) and set of constants. */
export class Pipelines {
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(private readonly device: GPUDevice) {}

  get count(): number {
    return this.compiled.size;
  }

  get(kernel: Kernel, variant: Variant, stored: TensorSpec | undefined, own: Readonly<Record<string, number>> = {}): Promise<GPUComputePipeline> {
    const storage = stored?.dtype;
    const block = stored && blockOf(stored);
    const constants = block === undefined ? own : { ...own, BLOCK: block };
    const key = [kernel.name, variant, storage, JSON.stringify(constants)].join(' ');
    let pipeline = this.compiled.get(key);
    if (!pipeline) {
      const code = [kernel.sources[variant], storage && storageSources[storage]].filter(Boolean).join('\n');
      pipeline = this.device.createComputePipelineAsync({
        label: key,
        layout: 'auto',
        compute: { module: this.device.createShaderModule({ label: key, code }), constants },
      });
      this.compiled.set(key, pipeline);
    }
    return pipeline;
  }
}
