import type { EngineErrorData } from '@/lib/engine/errors';
import type { Checkpoint } from './checkpoint';
import type { StepStory, TrainingBackend, TrainingEndReason, TrainingEvent } from './events';
import type { LossPoint } from './trained-model';

type EventOf<T extends TrainingEvent['type']> = Extract<TrainingEvent, { type: T }>;

/** Texts written at one moment. */
export type Sample = Omit<EventOf<'sample'>, 'type'>;

/** Everything a widget draws of one training. Made by `reduceTraining` alone, from live and recorded events alike. */
export interface TrainingState {
  readonly status: 'idle' | 'starting' | 'training' | 'paused' | 'ended';
  /** Null where none was told yet. */
  readonly choice: EventOf<'backend-chosen'> | null;
  readonly start: EventOf<'training-start'> | null;
  readonly backend: TrainingBackend | null;
  /** Steps done. */
  readonly step: number;
  readonly train: readonly LossPoint[];
  readonly heldout: readonly LossPoint[];
  /** Of the last step. */
  readonly last: EventOf<'step-end'> | null;
  readonly samples: readonly Sample[];
  readonly story: StepStory | null;
  readonly pausedBy: 'reader' | 'hidden-tab' | null;
  /** Milliseconds of every step of this run, without the looks at the model between them. */
  readonly stepMs: readonly number[];
  /** Characters read in this run's steps. */
  readonly tokens: number;
  /** The last one worth going on from. */
  readonly checkpoint: Checkpoint | null;
  readonly ended: TrainingEndReason | null;
  readonly error: EngineErrorData | null;
  /** Of the last event, milliseconds since the training was asked for. */
  readonly at: number;
}

export const idleTraining: TrainingState = {
  status: 'idle',
  choice: null,
  start: null,
  backend: null,
  step: 0,
  train: [],
  heldout: [],
  last: null,
  samples: [],
  story: null,
  pausedBy: null,
  stepMs: [],
  tokens: 0,
  checkpoint: null,
  ended: null,
  error: null,
  at: 0,
};

/**
 * A training was asked for and nothing heard of it yet.
 * @param before where it goes on from a checkpoint: its samples and the checkpoint stay in sight
 */
export function startingTraining(before: TrainingState = idleTraining): TrainingState {
  const { samples, checkpoint, train, heldout, step } = before;
  return { ...idleTraining, status: 'starting', samples, checkpoint, train, heldout, step };
}

/** The state after one more event. */
export function reduceTraining(state: TrainingState, event: TrainingEvent): TrainingState {
  const { at } = event;
  switch (event.type) {
    case 'backend-chosen':
      return { ...state, at, status: 'starting', choice: event, backend: event.backend };
    case 'training-start': {
      const { train, heldout } = event.history;
      const samples = state.samples.filter(({ step }) => step <= event.step && event.step > 0);
      return { ...state, at, status: 'training', start: event, backend: event.backend, step: event.step, train, heldout, samples };
    }
    case 'step-end':
      return {
        ...state,
        at,
        step: event.step,
        last: event,
        train: [...state.train, { step: event.step, loss: event.trainLoss }],
        stepMs: [...state.stepMs, event.stepMs],
        tokens: state.tokens + event.tokens,
      };
    case 'heldout-end':
      return { ...state, at, heldout: [...state.heldout, { step: event.step, loss: event.heldoutLoss }] };
    case 'sample': {
      const { type: _, ...sample } = event;
      return { ...state, at, samples: [...state.samples, sample] };
    }
    case 'step-story':
      return { ...state, at, story: event.story };
    case 'checkpoint':
      return { ...state, at, checkpoint: event.checkpoint };
    case 'pause':
      return { ...state, at, status: 'paused', pausedBy: event.by };
    case 'resume':
      return { ...state, at, status: 'training', pausedBy: null };
    case 'training-end':
      return { ...state, at, status: 'ended', step: event.step, pausedBy: null, ended: event.reason, error: event.error };
    default:
      return event satisfies never;
  }
}
