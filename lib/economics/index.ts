/** The door: what a page, a command or a test may use of the economics. Every function answers for any input: with measures, or with a refusal that says what to do. */
export type { Derived } from './derived';
export { isRefusal, together } from './refusal';
export type { Refusal } from './request';
export * from './quantities';
export { answerFlops, decodeFlops, matrixFlops, prefillFlops, tokenFlops, trainingFlops } from './flops';
export { kvCapacity, kvMemory, kvMemoryPerToken, kvSequences, memoryOf, weightMemory } from './memory';
export { memoryFit, type MemoryFit, type MemoryQuestion } from './memory-fit';
