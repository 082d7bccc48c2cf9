import { isQuantised, type DType, type QuantType } from '../tensor/dtype';
import { narrowToHalves, toHalf } from '../tensor/half';
import { rowLayout, storedWords } from '../tensor/layout';
import { elementCount, rowsAndColumns, type HostTensor, type Shape } from '../tensor/tensor';
import type { Kernel } from './kernel';

/** One kernel on given shapes and values: what the self-test and the contract tests run on a device and on the reference. */
export interface KernelCase {
  readonly kernel: Kernel;
  /** Shapes in words. */
  readonly title: string;
  /** Every tensor's values before the launch, the output's too. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly options: object;
  readonly output: string;
  /** Largest normalised squared error: Σ(device − reference)² / Σ reference². 0 where the output is a choice. */
  readonly bound: number;
}

/** How a case's weights are stored: a type, and of a quantised one its block (absent: the whole row). */
export interface Storage {
  readonly dtype: DType;
  readonly block?: number;
}

/** Quantised weights are compared with the same weights dequantised, so the bound is that of f32. */
export const boundOf = ({ dtype }: Storage): number => (dtype === 'f16' ? 1e-6 : 1e-7);

export const inWords = ({ dtype, block }: Storage): string => (block === undefined ? dtype : `${dtype} by ${block || 'tensor'}`);

/** Numbers in [−1, 1), the same on every device: a linear congruential generator (Numerical Recipes, 1992). */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Random values with a few large ones among them: an even softmax or norm would hide mistakes. */
export function floats(seed: number, shape: Shape, { dtype, block }: Storage = { dtype: 'f32' }, scale = 1): HostTensor {
  if (isQuantised(dtype)) return quantised(seed, shape, dtype, block ?? rowsAndColumns(shape).columns);
  const random = randomSource(seed);
  const values = new Float32Array(elementCount(shape));
  for (let i = 0; i < values.length; i++) {
    const value = random();
    values[i] = scale * value * (random() > 0.9 ? 6 : 1);
  }
  return dtype === 'f16' ? { dtype: 'f16', shape, values: narrowToHalves(values) } : { dtype: 'f32', shape, values };
}

/** Random integers under random scales (and minima), packed: not by the quantiser, so that neither hides the other's mistakes. */
function quantised(seed: number, shape: Shape, dtype: QuantType, block: number): HostTensor {
  const { rows, columns } = rowsAndColumns(shape);
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const random = randomSource(seed);
  const scale = () => toHalf(0.02 + 0.01 * random());
  const scales = () => (scale() | ((dtype === 'q8' ? scale() : toHalf(0.1 * random())) << 16)) >>> 0;
  const values = new Uint32Array(storedWords({ dtype, shape, block }));
  values.fill(scales(), 0, headerWords);
  for (let row = 0; row < rows; row++) {
    const start = headerWords + row * rowWords;
    for (let word = 0; word < rowWords; word++) values[start + word] = word < quantWords ? (random() * 2 ** 31) >>> 0 : scales();
  }
  return { dtype, shape, block, values };
}

export const zeros = (shape: Shape, dtype: 'f32' | 'u32' = 'f32'): HostTensor => ({
  dtype,
  shape,
  values: dtype === 'u32' ? new Uint32Array(elementCount(shape)) : new Float32Array(elementCount(shape)),
});

export const integers = (values: readonly number[], shape: Shape = [values.length]): HostTensor => ({ dtype: 'u32', shape, values: Uint32Array.from(values) });

type CaseParts = Omit<KernelCase, 'kernel' | 'options' | 'bound'> & { readonly options?: object; readonly bound?: number };

export const makeCase = (kernel: unknown, parts: CaseParts): KernelCase => ({ kernel: kernel as Kernel, options: {}, bound: 1e-7, ...parts });

/** The cases' caches have one slot more than sequences, and no sequence is in the slot of its number. */
export const slotsFor = (batch: number) => batch + 1;
export const slotOf = (sequence: number, batch: number) => (sequence + 1) % slotsFor(batch);
