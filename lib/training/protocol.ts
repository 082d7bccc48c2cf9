import type { TrainingEvent } from './events';
import type { TrainingRequest } from './request';

/** Page to worker. There is one training at a time: a new one ends the one before. `id` tells them apart. */
export type ToTrainer =
  | { readonly kind: 'train'; readonly id: number; readonly request: TrainingRequest; readonly hidden: boolean }
  | { readonly kind: 'play' | 'pause' | 'step-once' | 'stop'; readonly id: number }
  | { readonly kind: 'visibility'; readonly hidden: boolean };

/** Worker to page. Each training ends with exactly one `training-end`. */
export interface FromTrainer {
  readonly kind: 'event';
  readonly id: number;
  readonly event: TrainingEvent;
}
