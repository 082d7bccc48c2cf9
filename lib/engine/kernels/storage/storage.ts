import type { DType } from '../../tensor/dtype';
import f16 from './storage.f16.wgsl';
import f32 from './storage.f32.wgsl';
import q2 from './storage.q2.wgsl';
import q4 from './storage.q4.wgsl';
import q8 from './storage.q8.wgsl';

/**
 * WGSL that reads a kernel's `stored` tensor, by its storage type: `storedEight(row, eight, columns)` and
 * `storedOne(row, column, columns)`. Of quantised types `BLOCK` is a pipeline constant.
 */
export const storageSources: Readonly<Partial<Record<DType, string>>> = { f32, f16, q8, q4, q2 };
