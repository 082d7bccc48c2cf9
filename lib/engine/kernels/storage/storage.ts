import { isQuantised, type FloatType, type QuantType } from '../../tensor/dtype';
import { blockOf, rowsAndColumns, type TensorSpec } from '../../tensor/tensor';
import common from './storage.wgsl';
import f16 from './storage.f16.wgsl';
import f32 from './storage.f32.wgsl';

/** A tensor that a kernel takes in any storage: its name in the kernel, and where it is bound. */
export interface StoredBinding {
  readonly name: string;
  readonly binding: number;
  readonly spec: TensorSpec;
}

/**
 * WGSL that reads a kernel's stored tensors: of one called `weight`, `weightEight(row, eight, columns)` and
 * `weightOne(row, column, columns)`. The readers of quantised types are loaded when first asked for.
 */
export async function storageSource(stored: readonly StoredBinding[]): Promise<string> {
  const readers = stored.map(async ({ name, binding, spec }) => forStored((await readerOf(spec.dtype as FloatType | QuantType)).replace('STORED_BINDING', `${binding}`), name));
  return [common, ...(await Promise.all(readers))].join('\n');
}

/** The constants that the readers are compiled with. Quantised tensors of one kernel share their block: kernels/fuse.ts sees to it. */
export function storageConstants(stored: readonly StoredBinding[]): Readonly<Record<string, number>> {
  const quantised = stored.find(({ spec }) => blockOf(spec) !== undefined);
  return { ALIGNED: Number(stored.every(({ spec }) => isAligned(spec))), ...(quantised && { BLOCK: blockOf(quantised.spec)! }) };
}

async function readerOf(dtype: FloatType | QuantType): Promise<string> {
  if (isQuantised(dtype)) return (await import('./quantised')).quantisedSources[dtype];
  return { f32, f16 }[dtype];
}

/** WGSL that is written for a tensor called `stored`, for one of another name. */
export function forStored(source: string, name: string): string {
  return source.replaceAll('STORED_', `${name.toUpperCase()}_`).replace(/\bstored(?=[A-Z]|\b)/g, name);
}

/** Whole eights fill a row: then rows of f32 and f16 begin on a vector, and so do those of an input of as many columns. */
const isAligned = ({ shape }: TensorSpec): boolean => rowsAndColumns(shape).columns % 8 === 0;
