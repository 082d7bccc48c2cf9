/**
 * What a page may use of the engine without an engine: pure functions over logits that were kept and over weights that were
 * recorded, and what freezes a model that was trained here. Everything else on the site goes through the worker.
 */
export { precisions } from './generation/precision';
export { coinAt, distribution, greedy, logSoftmax, sample, slotOf, type Distribution, type Sampling } from './generation/sample';
export { quantise, type QuantiseOptions } from './formats/quantise';
export { bitView, type BitView } from './tensor/bit-view';
export { isQuantised, type QuantType } from './tensor/dtype';
export { storedWords } from './tensor/layout';
export { storedWeight, widen, type StoredWeight } from './tensor/widen';
export type { HostTensor } from './tensor/tensor';
export { narrowToHalves, widenHalves } from './tensor/half';
export { writeSafetensors, type HalfTensor } from './formats/write-safetensors';
