import type { DType } from '../../tensor/dtype';
import f16 from './storage.f16.wgsl';
import f32 from './storage.f32.wgsl';

/** WGSL that reads a kernel's `stored` tensor, by its storage type: `storedPair(row, pair, columns)`. */
export const storageSources: Readonly<Partial<Record<DType, string>>> = { f32, f16 };
