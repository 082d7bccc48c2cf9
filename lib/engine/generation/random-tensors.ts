import { EngineError } from '../errors';
import type { Backend } from '../kernels/backend';
import { randomise, type RandomiseOptions } from '../kernels/randomise/randomise';
import { splitByRows, type SplitTensor } from '../model/split-tensor';
import { storedWords } from '../tensor/layout';
import { rowsAndColumns, type HostTensor, type Tensor, type TensorSpec } from '../tensor/tensor';

/**
 * Tensors of random values, taken together and given back together. On a GPU they are made there; on the CPU, whose
 * tensors may be packed in ways only it knows, here and then uploaded: it is the same processor.
 */
export class RandomTensors {
  private readonly held: Tensor[] = [];
  private readonly toFill: { readonly tensor: Tensor; readonly options: RandomiseOptions }[] = [];
  private seed: number;

  /** @param seed other seeds give other values */
  constructor(
    private readonly backend: Backend,
    seed: number,
  ) {
    this.seed = seed * 1_000;
  }

  /** Bytes of all, as they lie on the device. */
  get bytes(): number {
    return this.held.reduce((sum, tensor) => sum + this.backend.bytesOf(tensor), 0);
  }

  /** A matrix whose products with numbers of size 1 are of size 1, in parts where it is too large for one piece. Its values are there after `fill`. */
  matrix(label: string, spec: TensorSpec): Tensor {
    const { columns } = rowsAndColumns(spec.shape);
    const exponent = Math.round(-Math.log2(1.5 * Math.sqrt(columns)));
    const parts = splitByRows(spec, this.backend.largestTensorBytes).map((part) => this.make(label, part, exponent));
    if (parts.length === 1) return parts[0];
    const whole: SplitTensor = { label, ...spec, parts };
    return whole;
  }

  /** Values of size 1. */
  values(label: string, spec: TensorSpec): Tensor {
    return this.make(label, spec, -1);
  }

  /** A tensor that is held with the others, and is not random. */
  hold(tensor: Tensor): Tensor {
    this.held.push(tensor);
    return tensor;
  }

  /** Makes the values. @throws EngineError `device-lost` */
  async fill(): Promise<void> {
    const program = await this.backend.capture((pass) => {
      for (const { tensor, options } of this.toFill) pass.run(randomise, { output: tensor }, options);
    });
    await program.run([]);
    program.release();
    this.toFill.length = 0;
  }

  release(): void {
    for (const tensor of this.held) this.backend.release(tensor);
    this.held.length = 0;
  }

  private make(label: string, spec: TensorSpec, exponent: number): Tensor {
    const options = { holds: spec, seed: this.seed++, exponent };
    if (this.backend.kind === 'cpu') return this.hold(this.backend.upload(label, randomHostTensor(label, options)));
    const tensor = this.hold(this.backend.allocate(label, spec.dtype, spec.shape, spec.block));
    this.toFill.push({ tensor, options });
    return tensor;
  }
}

function randomHostTensor(label: string, options: RandomiseOptions): HostTensor {
  const { holds } = options;
  const bytes = 4 * storedWords(holds);
  let buffer: ArrayBuffer;
  try {
    buffer = new ArrayBuffer(bytes);
  } catch {
    throw new EngineError('out-of-memory', `There was no memory for ${label} (${bytes.toLocaleString('en-GB')} bytes).`, 'Choose a smaller precision or model.', { neededBytes: bytes });
  }
  randomise.reference({ output: new Uint32Array(buffer) }, { output: holds }, options);
  const values = holds.dtype === 'f32' ? new Float32Array(buffer) : holds.dtype === 'f16' ? new Uint16Array(buffer) : new Uint32Array(buffer);
  return { ...holds, values };
}
