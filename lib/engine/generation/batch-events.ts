import type { EngineErrorData } from '../errors';
import type { GenerateRequest, GenerationEvent } from './events';

/** `continuous`: a free slot takes the next sequence at once. `static`: the next group begins when the whole group before has ended. */
export type BatchPolicy = 'continuous' | 'static';

/** One sequence of a batch. */
export interface BatchSequence {
  readonly request: GenerateRequest;
  /** The step of the batch before which it asks for a slot. Default 0. */
  readonly arriveAtStep?: number;
}

export interface BatchRequest {
  /** Sequences that may run in one pass, 1 to 32. */
  readonly slots: number;
  readonly policy?: BatchPolicy;
  readonly sequences: readonly BatchSequence[];
}

/** One thing that happened in a batch. `at`: milliseconds since the batch was taken up and all it needs was there; inside `event` since its sequence arrived. */
export type BatchEvent =
  | { readonly type: 'batch-start'; readonly at: number; readonly slots: number; readonly kvCacheBytes: number }
  | { readonly type: 'sequence-event'; readonly at: number; readonly sequence: number; readonly event: GenerationEvent }
  /** Refused at the door (a prompt too long, say); the others go on. */
  | { readonly type: 'sequence-error'; readonly at: number; readonly sequence: number; readonly error: EngineErrorData }
  | {
      /** One pass over some sequences: a prompt read, or one token for each. */
      readonly type: 'step-end';
      readonly at: number;
      readonly step: number;
      readonly kind: 'prefill' | 'decode';
      readonly sequences: readonly number[];
      readonly tokens: number;
      readonly ms: number;
    }
  | { readonly type: 'batch-end'; readonly at: number };

/** A batch that is running. */
export interface BatchRun {
  readonly events: AsyncIterable<BatchEvent>;
  /** One more sequence; its number. It waits for a slot like the others. */
  add(sequence: BatchSequence): number;
  /** End one sequence (`aborted`); the others go on. Unknown or ended numbers are ignored. */
  stop(sequence: number): void;
}
