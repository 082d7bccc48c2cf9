import type { TrainingOptions } from './options';
import type { TrainedModel } from './trained-model';

/** Adam's running means, by the tensor's name; each has the weight's shape. */
export type Moments = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

/**
 * All that training needs to go on as if it had never stopped, but the text. Batches are a function of seed and step, so
 * no random state is kept. Plain data, survives structuredClone.
 */
export interface Checkpoint {
  readonly model: TrainedModel;
  readonly options: TrainingOptions;
  /** Of the gradients. */
  readonly firstMoments: Moments;
  /** Of their squares. */
  readonly secondMoments: Moments;
}

/** Where training begins: nothing has been seen. */
export function firstCheckpoint(model: TrainedModel, options: TrainingOptions): Checkpoint {
  const zeros = () => new Map([...model.weights].map(([name, { values }]) => [name, new Float32Array(values.length)]));
  return { model, options, firstMoments: zeros(), secondMoments: zeros() };
}
