import { EngineError } from '../../errors';
import type { Backend, Pass, Program } from '../../kernels/backend';
import type { DType } from '../../tensor/dtype';
import type { HostTensor, Shape, Tensor } from '../../tensor/tensor';
import { CpuProgram } from './cpu-program';
import { ReferenceStore } from './reference-store';
import { SimdStore } from './simd/simd-store';
import type { CpuStore } from './store';

/** `simd`: kernels in WebAssembly, weights as packed as their storage says. `reference`: plain loops over f32, the truth. */
export type CpuVariant = 'simd' | 'reference';

/** Runs kernels one after another, on the thread it is made on. */
export class CpuBackend implements Backend {
  readonly kind = 'cpu';
  readonly largestTensorBytes = 2 ** 30;
  /** A processor is not lost. */
  readonly lost = new Promise<string>(() => {});
  private readonly store: CpuStore;

  /** @throws EngineError `no-simd` where `simd` is asked for and there is none */
  constructor(readonly variant: CpuVariant = 'simd') {
    this.store = variant === 'simd' ? new SimdStore() : new ReferenceStore();
  }

  upload(label: string, host: HostTensor): Tensor {
    return this.store.upload(label, host);
  }

  allocate(label: string, dtype: DType, shape: Shape, block?: number): Tensor {
    return this.store.allocate(label, dtype, shape, block);
  }

  bytesOf(tensor: Tensor): number {
    return this.store.bytesOf(tensor);
  }

  write(tensor: Tensor, values: Float32Array | Uint32Array): void {
    this.store.view(tensor).set(values);
  }

  release(tensor: Tensor): void {
    this.store.release(tensor);
  }

  async capture(build: (pass: Pass) => void): Promise<Program> {
    return new CpuProgram(this.store, build);
  }

  guard<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  destroy(): void {
    this.store.destroy();
  }
}

/** The fastest that runs here: `simd`, or `reference` where there is no WebAssembly with SIMD. */
export function bestCpuBackend(): CpuBackend {
  try {
    return new CpuBackend('simd');
  } catch (thrown) {
    if (thrown instanceof EngineError && thrown.code === 'no-simd') return new CpuBackend('reference');
    throw thrown;
  }
}
