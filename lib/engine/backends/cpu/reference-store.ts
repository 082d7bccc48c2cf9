import { EngineError } from '../../errors';
import type { HostView, Kernel } from '../../kernels/kernel';
import type { DType } from '../../tensor/dtype';
import { elementCount, type HostTensor, type Shape, type Tensor } from '../../tensor/tensor';
import { widen } from '../../tensor/widen';
import type { CpuStore, Launch } from './store';

/** A tensor as the references read it: whatever its storage, its values are f32 (or u32) here. */
interface ReferenceTensor extends Tensor {
  readonly view: HostView;
}

/** Runs every kernel by its plain reference: the truth that all else is compared with. */
export class ReferenceStore implements CpuStore {
  upload(label: string, host: HostTensor): Tensor {
    const { dtype, shape, block, values } = host;
    const view = dtype === 'u32' ? (values as Uint32Array).slice() : widen(host);
    return this.make({ label, dtype, shape, block, view: view === values ? view.slice() : view });
  }

  allocate(label: string, dtype: DType, shape: Shape, block: number | undefined): Tensor {
    const count = elementCount(shape);
    try {
      return this.make({ label, dtype, shape, block, view: dtype === 'u32' ? new Uint32Array(count) : new Float32Array(count) });
    } catch {
      const bytes = count * 4;
      throw new EngineError('out-of-memory', `There was no memory for ${label} (${bytes.toLocaleString('en-GB')} bytes).`, 'Close other tabs and try again.', { neededBytes: bytes });
    }
  }

  release(): void {
    // The garbage collector takes what nobody holds.
  }

  bytesOf(tensor: Tensor): number {
    return this.view(tensor).byteLength;
  }

  view(tensor: Tensor): HostView {
    return (tensor as ReferenceTensor).view;
  }

  launch(kernel: Kernel, tensors: Readonly<Record<string, Tensor>>, options: object): Launch {
    const views = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, this.view(tensor)]));
    return { workspaceBytes: 0, run: () => kernel.reference(views, tensors, options) };
  }

  takeWorkspace(): number {
    return 0;
  }

  giveWorkspace(): void {}

  destroy(): void {}

  private make(tensor: ReferenceTensor): Tensor {
    return tensor;
  }
}
