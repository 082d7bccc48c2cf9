import type { HostView } from '../../../kernels/kernel';
import type { DType } from '../../../tensor/dtype';
import { rowLayout, storedWords } from '../../../tensor/layout';
import { rowsAndColumns, type Shape, type Tensor, type TensorSpec } from '../../../tensor/tensor';
import type { SimdMemory } from './memory';

/** Bytes of a `Weight` of ../assembly/weight.ts. */
const descriptionBytes = 32;

/** The numbers that stand for a storage in ../assembly/weight.ts. */
const storageCode: Readonly<Record<DType, number>> = { f32: 0, u32: 0, f16: 1, q8: 2, q4: 3, q2: 4 };

/** A tensor in a WebAssembly memory, in the layout of tensor/layout.ts, with its description before it. */
export class SimdTensor implements Tensor {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly block: number | undefined;
  /** Where its description is, for kernels that read any storage. */
  readonly description: number;
  /** Where its words are. */
  readonly address: number;
  readonly words: number;
  private lastView: HostView;

  /** A tensor of zeros, or of anything, where all of it will be written. @throws EngineError `out-of-memory` */
  constructor(
    private readonly memory: SimdMemory,
    readonly label: string,
    spec: TensorSpec,
    holds: 'zeros' | 'anything',
  ) {
    this.dtype = spec.dtype;
    this.shape = spec.shape;
    this.block = spec.block;
    this.words = storedWords(spec);
    const bytes = descriptionBytes + 4 * this.words;
    this.description = holds === 'zeros' ? memory.takeZeros(label, bytes) : memory.take(label, bytes);
    this.address = this.description + descriptionBytes;
    new Uint32Array(memory.buffer, this.description, descriptionBytes / 4).set(describe(spec, this.address));
    this.lastView = this.newView();
  }

  /** The values of f32 and u32, the words of others; good until the memory grows. */
  get view(): HostView {
    if (this.lastView.buffer !== this.memory.buffer) this.lastView = this.newView();
    return this.lastView;
  }

  release(): void {
    this.memory.give(this.description);
  }

  private newView(): HostView {
    const { buffer } = this.memory;
    return this.dtype === 'f32' ? new Float32Array(buffer, this.address, this.words) : new Uint32Array(buffer, this.address, this.words);
  }
}

/** The fields of a `Weight`, in order. */
function describe({ dtype, shape, block }: TensorSpec, address: number): readonly number[] {
  const { columns } = rowsAndColumns(shape);
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const runs = block ? columns / block : 1;
  const runColumns = Math.ceil((block || columns) / 8) * 8;
  return [address, 4 * headerWords, 4 * rowWords, 4 * quantWords, columns, runs, runColumns, storageCode[dtype]];
}
