import type { TrainingOptions } from './options';
import type { TrainedModel } from './trained-model';

/**
 * All that training needs to go on as if it had never stopped. Batches are a function of seed and step, so no random
 * state is kept. Plain data, survives structuredClone.
 */
export interface Checkpoint {
  readonly model: TrainedModel;
  readonly options: TrainingOptions;
  /** Adam's running means of gradients and of their squares, by the tensor's name; shapes are the weights'. */
  readonly firstMoments: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
  readonly secondMoments: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
}
