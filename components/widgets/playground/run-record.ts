import { type GeneratedToken, type GenerationState, initialState, reduce } from '@/lib/engine-client/generation-state';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { GenerationEvent, Precision } from '@/lib/engine/generation/events';
import type { PlaygroundSettings } from './settings';

/** What a precision costs on the device, counted by the engine when it made the weights. */
export interface StoredWeights {
  readonly weightBytes: number;
  /** Scales and minima included; null where the engine does not say. */
  readonly bitsPerWeight: number | null;
  /** Of one sequence with a full context. */
  readonly kvCacheBytes: number;
  /** Of the draft; null: none is set. */
  readonly draftBytes: number | null;
  /** How it is stored, where parts differ: `embedding and head q8`. */
  readonly remark: string;
}

/** One text of a run. */
export interface SequenceRecord {
  readonly seed: number;
  readonly state: GenerationState;
  readonly error: EngineErrorData | null;
}

/** One request taken up by the engine. A run has one, and one more for each time it was resumed or its precision changed. */
export interface PassRecord {
  /** Null until the first sequence of a batch has begun. */
  readonly precision: Precision | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Tokens written by all sequences together. */
  readonly tokens: number;
  /** Tokens that had to be computed for them: the prefills, and the text since; with the cache off, all of it for each token. A draft's work is not in it. */
  readonly computedTokens: number;
  /** From the start to the last of them, in milliseconds. */
  readonly ms: number;
  /** The start, by the clock of the events. */
  readonly startAt: number;
  /** Of all sequences of a batch together; null of a single one. */
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

/** A run as it is called on the page: `A` or `B`. */
export interface NamedRun {
  readonly name: string;
  readonly run: RunRecord;
}

export type RecordAction =
  | { readonly type: 'weights-known'; readonly precision: Precision; readonly weights: StoredWeights }
  /** `now`: milliseconds since the epoch; `at`: by the clock of the events. */
  | { readonly type: 'batch-started'; readonly at: number; readonly now: number; readonly kvCacheBytes: number }
  /** `passAt`: by the clock of the whole batch; differs from `event.at` where a sequence waited for its turn. */
  | { readonly type: 'event'; readonly sequence: number; readonly event: GenerationEvent; readonly passAt: number; readonly now: number }
  | { readonly type: 'sequence-failed'; readonly sequence: number; readonly error: EngineErrorData }
  | { readonly type: 'settings-changed'; readonly settings: PlaygroundSettings }
  | { readonly type: 'hidden' };

/** A run before its first request. Each sequence has a seed of its own. */
export function newRecord(settings: PlaygroundSettings): RunRecord {
  const sequences = Array.from({ length: settings.sequences }, (_, index): SequenceRecord => ({
    seed: (settings.seed + index) % 2 ** 32,
    state: initialState,
    error: null,
  }));
  return { settings, sequences, passes: [], weights: {}, measurable: true };
}

/** The run after one more thing that happened. */
export function record(run: RunRecord, action: RecordAction): RunRecord {
  switch (action.type) {
    case 'weights-known':
      return { ...run, weights: { ...run.weights, [action.precision]: action.weights } };
    case 'batch-started':
      return { ...run, passes: [...run.passes, passFrom(null, action.at, action.now, action.kvCacheBytes)] };
    case 'event': {
      const changed = sequenceChanged(run, action.sequence, (sequence) => ({ ...sequence, state: reduce(sequence.state, action.event) }));
      return { ...changed, passes: passesAfter(run, action) };
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

function passFrom(precision: Precision | null, startAt: number, startedAt: number, kvCacheBytes: number | null): PassRecord {
  return { precision, startedAt, startAt, tokens: 0, computedTokens: 0, ms: 0, kvCacheBytes };
}

function passesAfter({ settings, passes, sequences }: RunRecord, { sequence, event, passAt, now }: Extract<RecordAction, { type: 'event' }>): readonly PassRecord[] {
  if (event.type === 'generation-start') {
    if (sequences.length === 1) return [...passes, passFrom(event.precision, passAt, now, null)];
    return lastChanged(passes, (pass) => ({ ...pass, precision: event.precision }));
  }
  if (event.type === 'prefill-start') return lastChanged(passes, (pass) => ({ ...pass, computedTokens: pass.computedTokens + event.computedTokens }));
  if (event.type !== 'token' || event.source === 'given') return passes;
  const { state } = sequences[sequence];
  // The first token after a prefill comes out of it. What is before any other was computed for it: its neighbour, or all.
  const before = state.tokens.at(-1);
  const isFirst = before?.segment !== state.segment || before.source === 'given';
  const computedTokens = isFirst ? 0 : settings.cache ? 1 : state.promptPieces.length + event.index;
  return lastChanged(passes, (pass) => ({ ...pass, tokens: pass.tokens + 1, computedTokens: pass.computedTokens + computedTokens, ms: passAt - pass.startAt }));
}

function sequenceChanged(run: RunRecord, index: number, change: (sequence: SequenceRecord) => SequenceRecord): RunRecord {
  return { ...run, sequences: run.sequences.with(index, change(run.sequences[index])) };
}

function lastChanged<T>(list: readonly T[], change: (last: T) => T): readonly T[] {
  return list.with(-1, change(list[list.length - 1]));
}

/** The model has said its last word here: nothing can be added. */
export const isClosed = ({ state, error }: SequenceRecord): boolean => error !== null || (state.status === 'ended' && (state.endReason === 'stop-token' || state.endReason === 'context-full'));

/** Sequences that can go on from where they are. */
export const openSequences = (run: RunRecord): readonly number[] => run.sequences.flatMap((sequence, index) => (isClosed(sequence) ? [] : [index]));

/** The precision that wrote a token. */
export const precisionOf = ({ segments }: GenerationState, { segment }: GeneratedToken): Precision => segments[segment].precision;

/** Ids of what a sequence wrote. */
export const idsOf = ({ state }: SequenceRecord): readonly number[] => state.tokens.map(({ id }) => id);

/** Distinct precisions that wrote something, in the order of their first token. */
export function precisionsUsed(run: RunRecord): readonly Precision[] {
  return [...new Set(run.passes.flatMap(({ precision, tokens }) => (precision && tokens > 0 ? [precision] : [])))];
}
