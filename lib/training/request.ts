import type { BackendOrder } from './choose-program';
import type { Checkpoint } from './checkpoint';
import type { TrainingOptions } from './options';
import type { WeightPlace } from './program';
import type { CorpusName } from './trained-model';

/** What to train on, and from where. */
export interface TrainingRequest {
  readonly corpus: CorpusName;
  /** The whole text, as it is: the worker checks it. Going on from a checkpoint needs the same text again. */
  readonly text: string;
  readonly order: BackendOrder;
  /** What differs from the recipe that suits the text. Of no use with `from`, but for the learning rate. */
  readonly options?: Partial<TrainingOptions>;
  /** Goes on from here; absent: from weights that know nothing. */
  readonly from?: Checkpoint;
  /** Ends when so many steps are done; default: the recipe's. May lie behind the schedule's end, at its last learning rate. */
  readonly until?: number;
  /** Waits for `play` or `stepOnce`. Default false. */
  readonly paused?: boolean;
  /** The weight that stories follow. */
  readonly place?: WeightPlace;
}

/** The middle of the model: where the first layer's feed-forward comes back to the residual stream. */
export const defaultPlace: WeightPlace = { name: 'model.layers.0.mlp.down_proj.weight', row: 0, column: 0 };
