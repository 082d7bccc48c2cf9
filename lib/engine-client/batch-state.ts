import type { EngineErrorData } from '@/lib/engine/errors';
import type { BatchEvent } from '@/lib/engine/generation/batch-events';
import { type GenerationState, initialState, reduce } from './generation-state';

/** One pass of a batch, as a chart shows it. */
export interface BatchStep {
  readonly step: number;
  readonly kind: 'prefill' | 'decode';
  readonly sequences: readonly number[];
  readonly tokens: number;
  readonly ms: number;
  /** When it ended, in milliseconds since the segment's batch was taken up. */
  readonly at: number;
  /** Which batch in the engine it was of: 0, and one more for each time the batch was begun again. */
  readonly segment: number;
}

export interface BatchSequenceState {
  readonly state: GenerationState;
  /** Why it was refused; null where it was not. */
  readonly error: EngineErrorData | null;
}

/** Everything a widget draws of a batch. Made by `reduceBatch` alone. */
export interface BatchState {
  readonly status: 'idle' | 'running' | 'ended';
  readonly slots: number;
  readonly kvCacheBytes: number;
  /** By number; one that was not heard of yet is idle. */
  readonly sequences: readonly BatchSequenceState[];
  readonly steps: readonly BatchStep[];
  readonly segment: number;
}

export const initialBatchState: BatchState = { status: 'idle', slots: 0, kvCacheBytes: 0, sequences: [], steps: [], segment: 0 };

const unheardOf: BatchSequenceState = { state: initialState, error: null };

/** The state after one more event. A second `batch-start` in a running batch says that it goes on. */
export function reduceBatch(state: BatchState, event: BatchEvent): BatchState {
  switch (event.type) {
    case 'batch-start': {
      const { slots, kvCacheBytes } = event;
      const goesOn = state.status === 'running';
      return { ...(goesOn ? state : initialBatchState), status: 'running', slots, kvCacheBytes, segment: goesOn ? state.segment + 1 : 0 };
    }
    case 'sequence-event':
      return withSequence(state, event.sequence, (before) => ({ ...before, state: reduce(before.state, event.event) }));
    case 'sequence-error':
      return withSequence(state, event.sequence, (before) => ({ ...before, error: event.error }));
    case 'step-end': {
      const { step, kind, sequences, tokens, ms, at } = event;
      return { ...state, steps: [...state.steps, { step, kind, sequences, tokens, ms, at, segment: state.segment }] };
    }
    case 'batch-end':
      return { ...state, status: 'ended' };
    default:
      return event satisfies never;
  }
}

function withSequence(state: BatchState, number: number, change: (before: BatchSequenceState) => BatchSequenceState): BatchState {
  const sequences = Array.from({ length: Math.max(state.sequences.length, number + 1) }, (_, index) => state.sequences[index] ?? unheardOf);
  sequences[number] = change(sequences[number]);
  return { ...state, sequences };
}
