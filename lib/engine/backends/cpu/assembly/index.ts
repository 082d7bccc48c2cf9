export { attention } from './attention';
export { add, siluMul } from './elementwise';
export { embed } from './embed';
export { linear } from './linear';
export { multiplyAdds } from './multiply-adds';
export { rmsNorm } from './rms-norm';

/** The first byte that no constant of this module takes. */
export const heapBase: usize = __heap_base;
