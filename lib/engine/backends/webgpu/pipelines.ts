import type { Kernel, Variant } from '../../kernels/kernel';
import { storageConstants, storageSource, type StoredBinding } from '../../kernels/storage/storage';
import type { TensorSpec } from '../../tensor/tensor';

/** Compiled programs, each compiled once: one for each kernel, variant, storage of its stored tensors and set of constants. */
export class Pipelines {
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(private readonly device: GPUDevice) {}

  get count(): number {
    return this.compiled.size;
  }

  get(kernel: Kernel, variant: Variant, specs: Readonly<Record<string, TensorSpec>>, own: Readonly<Record<string, number>> = {}): Promise<GPUComputePipeline> {
    const stored = storedBindings(kernel, specs);
    const constants = stored.length === 0 ? own : { ...own, ...storageConstants(stored) };
    const key = [kernel.name, variant, ...stored.map(({ spec }) => spec.dtype), JSON.stringify(constants)].join(' ');
    let pipeline = this.compiled.get(key);
    if (!pipeline) {
      pipeline = this.compile(key, kernel.sources[variant]!, stored, constants);
      this.compiled.set(key, pipeline);
      // A source that did not arrive may arrive the next time.
      pipeline.catch(() => this.compiled.delete(key));
    }
    return pipeline;
  }

  private async compile(label: string, main: string, stored: readonly StoredBinding[], constants: Readonly<Record<string, number>>): Promise<GPUComputePipeline> {
    const code = stored.length === 0 ? main : `${main}\n${await storageSource(stored)}`;
    return this.device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module: this.device.createShaderModule({ label, code }), constants },
    });
  }
}

function storedBindings(kernel: Kernel, specs: Readonly<Record<string, TensorSpec>>): StoredBinding[] {
  const names = Object.keys(kernel.tensors);
  // Binding 0 is the parameters.
  return (kernel.stored ?? []).map((name) => ({ name, binding: 1 + names.indexOf(name), spec: specs[name] }));
}
