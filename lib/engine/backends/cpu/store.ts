import type { HostView, Kernel } from '../../kernels/kernel';
import type { DType } from '../../tensor/dtype';
import type { HostTensor, Shape, Tensor } from '../../tensor/tensor';

/** A kernel bound to its tensors. */
export interface Launch {
  /** Working memory it wants while it runs. */
  readonly workspaceBytes: number;
  /** @param workspace where that memory is, as `takeWorkspace` gave it */
  run(workspace: number): void;
}

/** Where tensors live on the CPU, and what runs kernels there. */
export interface CpuStore {
  /** @throws EngineError `out-of-memory` */
  upload(label: string, host: HostTensor): Tensor;
  /** Zeros. @throws EngineError `out-of-memory` */
  allocate(label: string, dtype: DType, shape: Shape, block: number | undefined): Tensor;
  release(tensor: Tensor): void;
  bytesOf(tensor: Tensor): number;
  /** The values now; good until the next tensor is made. */
  view(tensor: Tensor): HostView;
  launch(kernel: Kernel, tensors: Readonly<Record<string, Tensor>>, options: object): Launch;
  /** Working memory for launches. @throws EngineError `out-of-memory` */
  takeWorkspace(bytes: number): number;
  giveWorkspace(workspace: number): void;
  destroy(): void;
}
