import { isQuantised, type FloatType, type QuantType } from '../../tensor/dtype';
import f16 from './storage.f16.wgsl';
import f32 from './storage.f32.wgsl';

/**
 * WGSL that reads a kernel's `stored` tensor, by its storage type: `storedEight(row, eight, columns)` and
 * `storedOne(row, column, columns)`. That of quantised types is loaded when first asked for.
 */
export async function storageSource(dtype: FloatType | QuantType): Promise<string> {
  if (isQuantised(dtype)) return (await import('./quantised')).quantisedSources[dtype];
  return { f32, f16 }[dtype];
}
