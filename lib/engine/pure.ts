/**
 * What a page may use of the engine without an engine: pure functions over logits that were kept, and the kernels'
 * sources. Everything else on the site goes through the worker.
 */
export { coinAt, distribution, greedy, logSoftmax, sample, slotOf, type Distribution, type Sampling } from './generation/sample';
export { narrowToHalves, widenHalves } from './tensor/half';
