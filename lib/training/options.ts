import { layoutOf } from './corpus';

/** How to train. Everything is in the recipe: the same options, text and seed give the same batches on every device. */
export interface TrainingOptions {
  /** Rows in a batch. Each is `contextLength` characters. */
  readonly batchRows: number;
  /** Steps in all; the learning rate's schedule ends there. */
  readonly steps: number;
  /** The highest learning rate, reached after warm-up. */
  readonly learningRate: number;
  /** Steps in which the learning rate climbs from nothing. */
  readonly warmupSteps: number;
  /** The schedule's last learning rate as a share of the highest. */
  readonly finalShare: number;
  readonly weightDecay: number;
  /** Gradients are scaled down to this norm. */
  readonly gradientNormLimit: number;
  /** Held-out loss after so many steps, and at the start and end. */
  readonly heldoutEvery: number;
  /** Samples after so many steps, and at the start and end. */
  readonly sampleEvery: number;
  /** A checkpoint after so many steps, and at the start and end. */
  readonly checkpointEvery: number;
  /** Of the initial weights, the batches, the split and the samples. */
  readonly seed: number;
}

/** For short lines such as names, found by trying: about 35 ms a step on one core of a laptop, a minute in all. */
export const defaultOptions: TrainingOptions = {
  batchRows: 16,
  steps: 1500,
  learningRate: 4e-3,
  warmupSteps: 50,
  finalShare: 0.1,
  weightDecay: 0.05,
  gradientNormLimit: 1,
  heldoutEvery: 50,
  sampleEvery: 50,
  checkpointEvery: 100,
  seed: 1,
};

/** Characters that a model of lines, and one of prose, sees at once. Both read as many in a step. */
const linesContext = 32;
const proseContext = 64;

/** The recipe that suits a text: short lines fit into a short context, prose gets a longer one and half the rows. */
export function recipeFor(text: string, wanted: Partial<TrainingOptions> = {}): { readonly contextLength: number; readonly options: TrainingOptions } {
  const lines = layoutOf(text, linesContext) === 'lines';
  const own = lines ? {} : { batchRows: defaultOptions.batchRows / 2, sampleEvery: 2 * defaultOptions.sampleEvery };
  return { contextLength: lines ? linesContext : proseContext, options: { ...defaultOptions, ...own, ...wanted } };
}
