import type { Kernel, Variant } from '../../kernels/kernel';
import { storageSource } from '../../kernels/storage/storage';
import type { FloatType, QuantType } from '../../tensor/dtype';
import { blockOf, type TensorSpec } from '../../tensor/tensor';

/** Compiled programs, each compiled once: one for each kernel, variant, storage (with its block size) and set of constants. */
export class Pipelines {
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(private readonly device: GPUDevice) {}

  get count(): number {
    return this.compiled.size;
  }

  get(kernel: Kernel, variant: Variant, stored: TensorSpec | undefined, own: Readonly<Record<string, number>> = {}): Promise<GPUComputePipeline> {
    // Ids are never a kernel's `stored` tensor.
    const storage = stored?.dtype as FloatType | QuantType | undefined;
    const block = stored && blockOf(stored);
    const constants = block === undefined ? own : { ...own, BLOCK: block };
    const key = [kernel.name, variant, storage, JSON.stringify(constants)].join(' ');
    let pipeline = this.compiled.get(key);
    if (!pipeline) {
      pipeline = this.compile(key, kernel.sources[variant]!, storage, constants);
      this.compiled.set(key, pipeline);
      // A source that did not arrive may arrive the next time.
      pipeline.catch(() => this.compiled.delete(key));
    }
    return pipeline;
  }

  private async compile(label: string, main: string, storage: FloatType | QuantType | undefined, constants: Readonly<Record<string, number>>): Promise<GPUComputePipeline> {
    const code = storage ? `${main}\n${await storageSource(storage)}` : main;
    return this.device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module: this.device.createShaderModule({ label, code }), constants },
    });
  }
}
