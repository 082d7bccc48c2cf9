/** The door: what a page, a command or a test may use of the economics. Every function answers for any input: with measures, or with a refusal that says what to do. */
export { predict } from './predict';
export type { Load, Prediction, PredictionRequest, Software, StoredPrecision } from './request';
export { findHardware, findModel } from './find';
export type { Derived } from './derived';
export { isRefusal, together } from './refusal';
export type { Refusal } from './request';
export * from './quantities';
export { answerFlops, decodeFlops, matrixFlops, prefillFlops, tokenFlops, trainingFlops } from './flops';
export { kvCapacity, kvMemory, kvMemoryPerToken, kvSequences, memoryOf, weightMemory } from './memory';
export { memoryFit, type MemoryFit, type MemoryQuestion } from './memory-fit';
export { criticalBatch, kvTransferTime, prefillServers, type SplitServer } from './capacity';
export { chinchillaFit, computeOptimalTokens, lifetimeOptimum, tokensForLoss, trainingLoss, type LifetimeOptimum, type LossFit } from './chinchilla';
export { requestBill, servingPrices, tokenPrice, type PublishedPrices, type ServedBatch, type TokenPrices } from './cost';
export {
  answersPerTraining,
  computeBill,
  dollarCrossover,
  flopCrossover,
  lifetimeFlops,
  paidCrossover,
  timeToCrossover,
  type ComputeBill,
  type DailyUse,
  type LifetimeFlops,
  type RentedCompute,
} from './lifetime';
export { speculativeOperations, speculativeSpeedup, tokensPerStep, type Acceptance, type Speculation } from './speculative';
