import type { HostView, Kernel } from '../../../kernels/kernel';
import type { DType } from '../../../tensor/dtype';
import { rowsAndColumns, type HostTensor, type Shape, type Tensor } from '../../../tensor/tensor';
import type { CpuStore, Launch } from '../store';
import { simdLaunch } from './launches';
import { SimdMemory } from './memory';
import { SimdTensor } from './simd-tensor';

/**
 * Tensors in one WebAssembly memory, as packed as their storage says. Kernels that are told in WebAssembly run there, the
 * others by their reference, on views into that memory.
 */
export class SimdStore implements CpuStore {
  private memory: SimdMemory;

  /** @throws EngineError `no-simd` */
  constructor() {
    this.memory = new SimdMemory();
  }

  /** Bytes in use, working memory counted in. */
  get heldBytes(): number {
    return this.memory.heldBytes;
  }

  upload(label: string, host: HostTensor): Tensor {
    const tensor = new SimdTensor(this.memory, label, host, 'anything');
    if (host.values instanceof Uint16Array) storeHalves(tensor.view.buffer as ArrayBuffer, tensor, host.values);
    else tensor.view.set(host.values);
    return tensor;
  }

  allocate(label: string, dtype: DType, shape: Shape, block: number | undefined): Tensor {
    return new SimdTensor(this.memory, label, { dtype, shape, block }, 'zeros');
  }

  release(tensor: Tensor): void {
    (tensor as SimdTensor).release();
  }

  bytesOf(tensor: Tensor): number {
    return 4 * (tensor as SimdTensor).words;
  }

  view(tensor: Tensor): HostView {
    return (tensor as SimdTensor).view;
  }

  launch(kernel: Kernel, tensors: Readonly<Record<string, Tensor>>, options: object): Launch {
    const own = tensors as Readonly<Record<string, SimdTensor>>;
    const told = simdLaunch(kernel.name)?.(own, options);
    if (told) return { workspaceBytes: told.workspaceBytes, run: (workspace) => told.run(this.memory.kernels, workspace) };
    return { workspaceBytes: 0, run: () => kernel.reference(viewsOf(own), tensors, options) };
  }

  takeWorkspace(bytes: number): number {
    return this.memory.take('Working memory', bytes);
  }

  giveWorkspace(workspace: number): void {
    this.memory.give(workspace);
  }

  destroy(): void {
    // An empty one in its place, so that the large one goes even while somebody still holds this store.
    this.memory = new SimdMemory();
  }
}

const viewsOf = (tensors: Readonly<Record<string, SimdTensor>>): Record<string, HostView> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.view]));

/** Rows of halves, each from a whole word on. */
function storeHalves(buffer: ArrayBuffer, { shape, address }: SimdTensor, values: Uint16Array): void {
  const { rows, columns } = rowsAndColumns(shape);
  const stride = columns + (columns % 2);
  const target = new Uint16Array(buffer, address, rows * stride);
  if (stride === columns) target.set(values);
  else for (let row = 0; row < rows; row++) target.set(values.subarray(row * columns, (row + 1) * columns), row * stride);
}
