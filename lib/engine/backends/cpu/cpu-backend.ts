import type { Backend, Pass, Program } from '../../kernels/backend';
import type { HostView, Kernel } from '../../kernels/kernel';
import type { DType } from '../../tensor/dtype';
import { elementCount, type HostTensor, type Shape, type Tensor } from '../../tensor/tensor';
import { widen } from '../../tensor/widen';
import { EngineError } from '../../errors';
import { yieldToEvents } from './yield';

/** A tensor in host memory. Floats are f32 here whatever the file's storage: same values, more bytes. */
class CpuTensor implements Tensor {
  constructor(
    readonly label: string,
    readonly dtype: DType,
    readonly shape: Shape,
    readonly view: HostView,
  ) {}
}

const viewOf = (tensor: Tensor): HostView => (tensor as CpuTensor).view;

/** Runs the kernels' references, one after another, on the thread it is made on. */
export class CpuBackend implements Backend {
  readonly kind = 'cpu';
  readonly variant = 'reference';
  readonly largestTensorBytes = 2 ** 30;
  /** A processor is not lost. */
  readonly lost = new Promise<string>(() => {});

  upload(label: string, host: HostTensor): Tensor {
    const view = host.dtype === 'u32' ? (host.values as Uint32Array) : widen(host);
    return new CpuTensor(label, host.dtype, host.shape, view.slice());
  }

  allocate(label: string, dtype: DType, shape: Shape): Tensor {
    const count = elementCount(shape);
    try {
      return new CpuTensor(label, dtype, shape, dtype === 'u32' ? new Uint32Array(count) : new Float32Array(count));
    } catch {
      throw new EngineError(
        'out-of-memory',
        `There was no memory for ${label} (${count * 4} bytes).`,
        'Close other tabs and try again.',
        { neededBytes: count * 4 },
      );
    }
  }

  bytesOf(tensor: Tensor): number {
    return viewOf(tensor).byteLength;
  }

  write(tensor: Tensor, values: Float32Array | Uint32Array): void {
    viewOf(tensor).set(values);
  }

  release(): void {
    // The garbage collector takes what nobody holds.
  }

  async capture(build: (pass: Pass) => void): Promise<Program> {
    const steps: (() => void)[] = [];
    const scratch = new Map<string, Tensor>();
    build({
      scratch: (name, dtype, shape) => {
        const held = scratch.get(name);
        if (held) return held;
        const made = this.allocate(name, dtype, shape);
        scratch.set(name, made);
        return made;
      },
      run: (kernel, tensors, options) => steps.push(launch(kernel as unknown as Kernel, tensors, options)),
      copy: (source, target) => steps.push(() => viewOf(target).set(viewOf(source))),
    });
    return {
      launches: steps.length,
      async run(reads) {
        for (const step of steps) step();
        const results = reads.map((tensor) => viewOf(tensor).slice());
        await yieldToEvents();
        return results;
      },
      async time(launch, times) {
        const begin = performance.now();
        for (let count = 0; count < times; count++) steps[launch]();
        const elapsed = performance.now() - begin;
        await yieldToEvents();
        return elapsed;
      },
      release() {},
    };
  }

  guard<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  destroy(): void {}
}

function launch(kernel: Kernel, tensors: Readonly<Record<string, Tensor>>, options: object): () => void {
  const views = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, viewOf(tensor)]));
  return () => kernel.reference(views, tensors, options);
}
