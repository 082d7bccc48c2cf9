import { type GenerationState, initialState, reduce } from '@/lib/engine-client/generation-state';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { GenerationEvent, Precision } from '@/lib/engine/generation/events';
import type { PrefixBlock } from '@/lib/engine/generation/prefix';
import type { PlaygroundSettings } from './settings';

/** What a precision costs on the device, counted by the engine when it made the weights. */
export interface StoredWeights {
  readonly weightBytes: number;
  /** Scales and minima included; null where the engine does not say. */
  readonly bitsPerWeight: number | null;
  /** How it is stored, where parts differ: `embedding and head q8`. */
  readonly remark: string;
}

/** One reading of a prompt, or of a text so far. `at` in milliseconds since the request was taken up. */
export interface PrefillRecord {
  readonly startAt: number;
  readonly endAt: number | null;
  readonly computedTokens: number;
  readonly reusedTokens: number;
  readonly invalidatedTokens: number;
  readonly blocks: readonly PrefixBlock[];
}

/** What a draft proposed from `index` on, and how much of it was taken. */
export interface DraftRecord {
  readonly index: number;
  readonly proposed: number;
  readonly accepted: number;
  readonly draftMs: number;
  readonly verifyMs: number;
}

/** One text of a run. */
export interface SequenceRecord {
  readonly seed: number;
  readonly state: GenerationState;
  /** By `segment` of a token: how the weights were stored when it was written. */
  readonly precisions: readonly Precision[];
  readonly prefills: readonly PrefillRecord[];
  readonly drafts: readonly DraftRecord[];
  readonly error: EngineErrorData | null;
}

/** One request to the engine. A run has one, and one more for each time it was resumed or its precision changed. */
export interface PassRecord {
  readonly precision: Precision;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Tokens written by all sequences together. */
  readonly tokens: number;
  /** When the last of them was written, in milliseconds since the request was taken up. */
  readonly lastAt: number;
  readonly kvCacheBytes: number | null;
}

/** Everything the playground shows of one run. Made by `record` alone. */
export interface RunRecord {
  /** As they were when the run began, and in effect. `precision` is that of the newest pass. */
  readonly settings: PlaygroundSettings;
  readonly sequences: readonly SequenceRecord[];
  readonly passes: readonly PassRecord[];
  readonly weights: Readonly<Partial<Record<Precision, StoredWeights>>>;
  /** False when the tab was hidden while the model wrote: its times say nothing. */
  readonly measurable: boolean;
}

export type RecordAction =
  | { readonly type: 'pass-started'; readonly precision: Precision; readonly at: number; readonly kvCacheBytes: number | null; readonly weights: StoredWeights | null }
  | { readonly type: 'cache-known'; readonly kvCacheBytes: number }
  /** `passAt`: milliseconds since the request was taken up; differs from `event.at` where a sequence waited for its turn. */
  | { readonly type: 'event'; readonly sequence: number; readonly event: GenerationEvent; readonly passAt: number }
  | { readonly type: 'sequence-failed'; readonly sequence: number; readonly error: EngineErrorData }
  | { readonly type: 'settings-changed'; readonly settings: PlaygroundSettings }
  | { readonly type: 'hidden' };

/** A run before its first request. Each sequence has a seed of its own. */
export function newRecord(settings: PlaygroundSettings): RunRecord {
  const sequences = Array.from({ length: settings.sequences }, (_, index): SequenceRecord => ({
    seed: (settings.seed + index) % 2 ** 32,
    state: initialState,
    precisions: [],
    prefills: [],
    drafts: [],
    error: null,
  }));
  return { settings, sequences, passes: [], weights: {}, measurable: true };
}

/** The run after one more thing that happened. */
export function record(run: RunRecord, action: RecordAction): RunRecord {
  switch (action.type) {
    case 'pass-started': {
      const { precision, at, kvCacheBytes, weights } = action;
      const pass: PassRecord = { precision, startedAt: at, tokens: 0, lastAt: 0, kvCacheBytes };
      return { ...run, passes: [...run.passes, pass], ...(weights && { weights: { ...run.weights, [precision]: weights } }) };
    }
    case 'cache-known':
      return { ...run, passes: lastChanged(run.passes, (pass) => ({ ...pass, kvCacheBytes: action.kvCacheBytes })) };
    case 'event': {
      const { event, passAt } = action;
      const isWritten = event.type === 'token' && event.source !== 'given';
      return {
        ...sequenceChanged(run, action.sequence, (sequence) => afterEvent(sequence, event)),
        ...(isWritten && { passes: lastChanged(run.passes, (pass) => ({ ...pass, tokens: pass.tokens + 1, lastAt: passAt })) }),
      };
    }
    case 'sequence-failed':
      return sequenceChanged(run, action.sequence, (sequence) => ({ ...sequence, error: action.error }));
    case 'settings-changed':
      return { ...run, settings: action.settings };
    case 'hidden':
      return { ...run, measurable: false };
    default:
      return action satisfies never;
  }
}

function sequenceChanged(run: RunRecord, index: number, change: (sequence: SequenceRecord) => SequenceRecord): RunRecord {
  return { ...run, sequences: run.sequences.with(index, change(run.sequences[index])) };
}

function lastChanged<T>(list: readonly T[], change: (last: T) => T): readonly T[] {
  return list.with(-1, change(list[list.length - 1]));
}

function afterEvent(sequence: SequenceRecord, event: GenerationEvent): SequenceRecord {
  const next = { ...sequence, state: reduce(sequence.state, event) };
  switch (event.type) {
    case 'generation-start':
      return { ...next, precisions: [...sequence.precisions, event.precision], error: null };
    case 'prefill-start': {
      const { at, computedTokens, reusedTokens, invalidatedTokens = 0, blocks = [] } = event;
      return { ...next, prefills: [...sequence.prefills, { startAt: at, endAt: null, computedTokens, reusedTokens, invalidatedTokens, blocks }] };
    }
    case 'prefill-end':
      return { ...next, prefills: lastChanged(sequence.prefills, (prefill) => ({ ...prefill, endAt: event.at })) };
    case 'draft': {
      const { index, proposed, accepted, draftMs, verifyMs } = event;
      return { ...next, drafts: [...sequence.drafts, { index, proposed: proposed.length, accepted, draftMs, verifyMs }] };
    }
    default:
      return next;
  }
}

/** The model has said its last word here: nothing can be added. */
export const isClosed = ({ state, error }: SequenceRecord): boolean => error !== null || (state.status === 'ended' && (state.endReason === 'stop-token' || state.endReason === 'context-full'));

/** Sequences that can go on from where they are. */
export const openSequences = (run: RunRecord): readonly number[] => run.sequences.flatMap((sequence, index) => (isClosed(sequence) ? [] : [index]));

/** Ids of what a sequence wrote. */
export const idsOf = ({ state }: SequenceRecord): readonly number[] => state.tokens.map(({ id }) => id);

/** Distinct precisions that wrote something, in the order of their first token. */
export function precisionsUsed(run: RunRecord): readonly Precision[] {
  return [...new Set(run.passes.filter(({ tokens }) => tokens > 0).map(({ precision }) => precision))];
}
