import type { BatchPolicy } from './batch-events';
import { nextChunk, type PassSizes } from './chunks';
import type { EndReason } from './events';

/**
 * `expected`: asks for a slot only from a later step on. `waiting`: asks for one. `prefilling`: has one, and its prompt is being
 * read. `decoding`: writes a token in every decode step. `ended`: has none any more.
 */
export type SequencePhase = 'expected' | 'waiting' | 'prefilling' | 'decoding' | 'ended';

/** One sequence, as far as the schedule goes. Its number is its place in `sequences`. */
export interface ScheduledSequence {
  readonly arriveAtStep: number;
  /** Tokens to read before one can be written; at least 1. */
  readonly promptTokens: number;
  /** Tokens it may write; none: it ends when its prompt is read. */
  readonly mostTokens: number;
  /** Why it ends when it has written them. */
  readonly reasonAtMost: EndReason;
  readonly phase: SequencePhase;
  readonly slot: number | null;
  readonly readTokens: number;
  readonly writtenTokens: number;
  readonly reason: EndReason | null;
}

/** One pass: a chunk of one prompt, or one token for each decoding sequence. */
export type BatchWork =
  | {
      readonly kind: 'prefill';
      readonly sequence: number;
      readonly slot: number;
      readonly firstPosition: number;
      readonly tokens: number;
      /** Tokens the pass has room for. */
      readonly size: number;
      /** The prompt ends here: the pass's last logits choose the first token. */
      readonly last: boolean;
    }
  | { readonly kind: 'decode'; readonly sequences: readonly number[]; readonly slots: readonly number[] };

export interface BatchSchedule {
  readonly policy: BatchPolicy;
  /** In which prompts are read. */
  readonly passSizes: PassSizes;
  /** Which sequence holds each slot. */
  readonly slots: readonly (number | null)[];
  /** Passes done, or skipped while nobody was there. */
  readonly step: number;
  readonly sequences: readonly ScheduledSequence[];
  /** The pass under way, from `plan` to `step-end`. */
  readonly work: BatchWork | null;
  readonly lastKind: BatchWork['kind'] | null;
}

export type BatchAction =
  /** A sequence is added; in the past it arrives now. */
  | ({ readonly type: 'sequence-add' } & Pick<ScheduledSequence, 'arriveAtStep' | 'promptTokens' | 'mostTokens' | 'reasonAtMost'>)
  /** A sequence ends (`aborted`), in whatever phase it is. */
  | { readonly type: 'sequence-stop'; readonly sequence: number }
  /** The pass under way is done; these sequences wrote the stop token in it. */
  | { readonly type: 'step-end'; readonly stopped: readonly number[] };

export function emptySchedule(slots: number, policy: BatchPolicy, passSizes: PassSizes): BatchSchedule {
  return { policy, passSizes, slots: Array.from({ length: slots }, () => null), step: 0, sequences: [], work: null, lastKind: null };
}

export function reduceSchedule(schedule: BatchSchedule, action: BatchAction): BatchSchedule {
  switch (action.type) {
    case 'sequence-add': {
      const { promptTokens, mostTokens, reasonAtMost } = action;
      const arriveAtStep = Math.max(action.arriveAtStep, schedule.step);
      const added: ScheduledSequence = { arriveAtStep, promptTokens, mostTokens, reasonAtMost, phase: 'expected', slot: null, readTokens: 0, writtenTokens: 0, reason: null };
      return { ...schedule, sequences: [...schedule.sequences, added] };
    }
    case 'sequence-stop':
      return schedule.sequences[action.sequence].phase === 'ended' ? schedule : end(schedule, action.sequence, 'aborted');
    case 'step-end':
      return endStep(schedule, action.stopped);
    default:
      return action satisfies never;
  }
}

/**
 * What happens next: sequences arrive, free slots are given away in the order of arrival, and one pass is chosen. `work` is null
 * when nobody is left. Where all who are left arrive later, the steps until then are skipped.
 */
export function planStep(schedule: BatchSchedule): BatchSchedule {
  const arrived = admit(arrive(skipIdleSteps(schedule)));
  return { ...arrived, work: chooseWork(arrived) };
}

const isPresent = ({ phase }: ScheduledSequence): boolean => phase === 'waiting' || phase === 'prefilling' || phase === 'decoding';

function skipIdleSteps(schedule: BatchSchedule): BatchSchedule {
  const expected = schedule.sequences.filter(({ phase }) => phase === 'expected');
  if (expected.length === 0 || schedule.sequences.some(isPresent)) return schedule;
  return { ...schedule, step: Math.max(schedule.step, Math.min(...expected.map(({ arriveAtStep }) => arriveAtStep))) };
}

function arrive(schedule: BatchSchedule): BatchSchedule {
  const sequences = schedule.sequences.map((each) => (each.phase === 'expected' && each.arriveAtStep <= schedule.step ? { ...each, phase: 'waiting' as const } : each));
  return { ...schedule, sequences };
}

/** Gives free slots to those who wait. Under `static` nobody joins a group that is under way. */
function admit(schedule: BatchSchedule): BatchSchedule {
  if (schedule.policy === 'static' && schedule.slots.some((holder) => holder !== null)) return schedule;
  const waiting = numbersOf(schedule, 'waiting').sort((a, b) => schedule.sequences[a].arriveAtStep - schedule.sequences[b].arriveAtStep || a - b);
  const slots = [...schedule.slots];
  const sequences = [...schedule.sequences];
  for (const sequence of waiting) {
    const slot = slots.indexOf(null);
    if (slot < 0) break;
    slots[slot] = sequence;
    sequences[sequence] = { ...sequences[sequence], phase: 'prefilling', slot };
  }
  return { ...schedule, slots, sequences };
}

/**
 * Prompts are read one after another, a chunk at a time. Under `continuous` a decode step comes between two chunks, so that nobody
 * waits for longer than one; under `static` the whole group is read first.
 */
function chooseWork(schedule: BatchSchedule): BatchWork | null {
  const prefilling = numbersOf(schedule, 'prefilling').sort((a, b) => schedule.sequences[a].arriveAtStep - schedule.sequences[b].arriveAtStep || a - b);
  const decoding = numbersOf(schedule, 'decoding');
  const othersFirst = schedule.policy === 'continuous' && schedule.lastKind === 'prefill' && decoding.length > 0;
  if (prefilling.length > 0 && !othersFirst) {
    const [sequence] = prefilling;
    const { slot, readTokens, promptTokens } = schedule.sequences[sequence];
    const { size, count } = nextChunk(promptTokens - readTokens, schedule.passSizes);
    return { kind: 'prefill', sequence, slot: slot!, firstPosition: readTokens, tokens: count, size, last: readTokens + count === promptTokens };
  }
  if (decoding.length === 0) return null;
  return { kind: 'decode', sequences: decoding, slots: decoding.map((sequence) => schedule.sequences[sequence].slot!) };
}

function numbersOf(schedule: BatchSchedule, phase: SequencePhase): number[] {
  return schedule.sequences.flatMap((each, number) => (each.phase === phase ? [number] : []));
}

function endStep(schedule: BatchSchedule, stopped: readonly number[]): BatchSchedule {
  const work = schedule.work!;
  let next: BatchSchedule = { ...schedule, step: schedule.step + 1, work: null, lastKind: work.kind };
  if (work.kind === 'prefill') {
    const sequence = schedule.sequences[work.sequence];
    // One that was stopped meanwhile stays ended.
    if (sequence.phase !== 'prefilling') return next;
    const read = { ...sequence, readTokens: work.firstPosition + work.tokens };
    next = replace(next, work.sequence, work.last ? { ...read, phase: 'decoding' } : read);
    return work.last ? write(next, work.sequence, stopped) : next;
  }
  for (const sequence of work.sequences) {
    if (schedule.sequences[sequence].phase === 'decoding') next = write(next, sequence, stopped);
  }
  return next;
}

/** A sequence has written a token, if it may write any. */
function write(schedule: BatchSchedule, number: number, stopped: readonly number[]): BatchSchedule {
  const sequence = schedule.sequences[number];
  if (sequence.mostTokens === 0) return end(schedule, number, sequence.reasonAtMost);
  const writtenTokens = sequence.writtenTokens + 1;
  const written = replace(schedule, number, { ...sequence, writtenTokens });
  if (stopped.includes(number)) return end(written, number, 'stop-token');
  return writtenTokens === sequence.mostTokens ? end(written, number, sequence.reasonAtMost) : written;
}

function end(schedule: BatchSchedule, number: number, reason: EndReason): BatchSchedule {
  const slots = schedule.slots.map((holder) => (holder === number ? null : holder));
  return { ...replace(schedule, number, { ...schedule.sequences[number], phase: 'ended', slot: null, reason }), slots };
}

function replace(schedule: BatchSchedule, number: number, sequence: ScheduledSequence): BatchSchedule {
  return { ...schedule, sequences: schedule.sequences.with(number, sequence) };
}
