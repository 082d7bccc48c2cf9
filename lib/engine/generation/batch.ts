import { EngineError, errorToData } from '../errors';
import { BatchDecode } from './batch-decode';
import type { BatchEvent, BatchRequest, BatchRun, BatchSequence } from './batch-events';
import { checkBatch } from './batch-request';
import type { BatchRunner, BatchRunners, DecodeManner } from './batch-runner';
import { emptySchedule, planStep, reduceSchedule, type BatchSchedule, type BatchWork } from './batch-schedule';
import { BatchSequenceRun } from './batch-sequence';
import type { PassSizes } from './chunks';
import type { GenerationEvent } from './events';
import { checkRequest, type CheckedRequest } from './request';
import type { Teller } from './story';

/** What a batch needs to know of the engine it runs on. */
export interface BatchHost extends Teller {
  readonly batches: Pick<BatchRunners, 'open'>;
  /** As its runners read. */
  readonly passSizes: PassSizes;
  /** More than 1: the next step may be submitted before the last one's tokens are read back. */
  readonly stepsAhead: number;
}

/**
 * Several sequences at once, told as events. The batch ends when every sequence has ended; an abort ends them all. What goes
 * wrong with the device is thrown by `events`.
 * @throws EngineError `invalid-request` for a number of slots or a policy that there is not; from `events`: `out-of-memory`, `device-lost`
 */
export function startBatch(host: BatchHost, request: BatchRequest, signal?: AbortSignal): BatchRun {
  const { slots, policy = 'continuous', sequences } = request;
  checkBatch(request);
  const batch = new Batch(host, emptySchedule(slots, policy, host.passSizes), signal);
  for (const sequence of sequences) batch.add(sequence);
  return { events: batch.run(), add: (sequence) => batch.add(sequence), stop: (sequence) => batch.stop(sequence) };
}

class Batch {
  /** By number; null: refused at the door. */
  private readonly runs: (BatchSequenceRun | null)[] = [];
  private readonly untold: ((at: number) => BatchEvent)[] = [];
  private readonly ended = new Set<number>();
  private isOver = false;
  /** When the last step's tokens were here. */
  private lastEnd = 0;

  constructor(
    private readonly host: BatchHost,
    private schedule: BatchSchedule,
    private readonly signal?: AbortSignal,
  ) {}

  add(sequence: BatchSequence): number {
    if (this.isOver) throw invalid('This batch has ended.', 'Start a new one.');
    const number = this.runs.length;
    try {
      const run = new BatchSequenceRun(number, this.host, checkSequence(sequence, this.host));
      const { read, mostTokens, reasonAtMost } = run.reading;
      this.schedule = reduceSchedule(this.schedule, { type: 'sequence-add', arriveAtStep: sequence.arriveAtStep ?? 0, promptTokens: read.length, mostTokens, reasonAtMost });
      this.runs.push(run);
    } catch (thrown) {
      const error = errorToData(thrown);
      this.untold.push((at) => ({ type: 'sequence-error', at, sequence: number, error }));
      // It has its number, and is never run.
      this.schedule = reduceSchedule(this.schedule, { type: 'sequence-add', arriveAtStep: 0, promptTokens: 1, mostTokens: 0, reasonAtMost: 'aborted' });
      this.schedule = reduceSchedule(this.schedule, { type: 'sequence-stop', sequence: number });
      this.ended.add(number);
      this.runs.push(null);
    }
    return number;
  }

  stop(sequence: number): void {
    if (this.schedule.sequences[sequence]) this.schedule = reduceSchedule(this.schedule, { type: 'sequence-stop', sequence });
  }

  async *run(): AsyncGenerator<BatchEvent> {
    const { schedule, host } = this;
    let begin = 0;
    const at = (): number => performance.now() - begin;
    try {
      const runner = await host.batches.open(schedule.slots.length, this.manners());
      begin = performance.now(); // What is captured and fetched once is part of loading.
      const decode = new BatchDecode(runner);
      yield { type: 'batch-start', at: at(), slots: schedule.slots.length, kvCacheBytes: runner.cacheBytes };
      try {
        while (!this.isOver) {
          this.plan();
          yield* this.tell(at);
          // Whoever listens may have added a sequence, or aborted.
          if (this.schedule.work === null) this.isOver = this.untold.length === 0 && this.schedule.sequences.every(({ phase }) => phase === 'ended');
          else if (!this.signal?.aborted) yield* this.step(runner, decode, at);
        }
      } finally {
        await decode.settle();
      }
    } finally {
      this.isOver = true;
    }
    yield { type: 'batch-end', at: at() };
  }

  /** Decides on the next pass: none when nobody is left. */
  private plan(): void {
    if (this.signal?.aborted) this.runs.forEach((_, sequence) => this.stop(sequence));
    const before = this.schedule;
    this.schedule = planStep(before);
    this.schedule.sequences.forEach(({ phase }, number) => {
      const run = this.runs[number];
      const earlier = before.sequences[number].phase;
      if (!run || phase === earlier) return;
      if (earlier === 'expected') this.note(number, run.arrive());
      if (phase === 'prefilling') this.note(number, run.admit());
    });
  }

  private note(sequence: number, event: GenerationEvent): void {
    this.untold.push((at) => ({ type: 'sequence-event', at, sequence, event }));
  }

  /** What has happened and was not told yet, ends last. */
  private *tell(at: () => number): Generator<BatchEvent> {
    this.schedule.sequences.forEach(({ phase, reason }, number) => {
      const run = this.runs[number];
      if (!run || phase !== 'ended' || this.ended.has(number)) return;
      this.ended.add(number);
      if (!run.hasArrived) this.note(number, run.arrive());
      this.note(number, run.end(reason!));
    });
    for (const event of this.untold.splice(0)) yield event(at());
  }

  /** One pass, and what came of it. */
  private async *step(runner: BatchRunner, decode: BatchDecode, at: () => number): AsyncGenerator<BatchEvent> {
    const { step } = this.schedule;
    const work = this.schedule.work!;
    // A step submitted ahead has been under way at most since the last one ended; whoever held that one's event meanwhile is counted in.
    const begin = work.kind === 'decode' && decode.isAhead ? this.lastEnd : performance.now();
    const stopped = work.kind === 'prefill' ? await this.prefill(work, runner) : await this.decode(work, decode);
    this.lastEnd = performance.now();
    const ms = this.lastEnd - begin;
    this.schedule = reduceSchedule(this.schedule, { type: 'step-end', stopped });
    yield* this.tell(at);
    const sequences = work.kind === 'prefill' ? [work.sequence] : work.sequences;
    const tokens = work.kind === 'prefill' ? work.tokens : work.sequences.length;
    yield { type: 'step-end', at: at(), step, kind: work.kind, sequences, tokens, ms };
  }

  /** @returns who wrote the stop token */
  private async prefill(work: Extract<BatchWork, { kind: 'prefill' }>, runner: BatchRunner): Promise<number[]> {
    const { sequence, slot, firstPosition, tokens, size, last } = work;
    const run = this.runs[sequence]!;
    const ids = run.reading.read.slice(firstPosition, firstPosition + tokens);
    run.keep(await runner.read({ slot, firstPosition, ids, size }, run.reading.logitsFrom));
    if (!last || this.schedule.sequences[sequence].phase === 'ended') return [];
    for (const event of run.begin()) this.note(sequence, event);
    return run.reading.mostTokens > 0 && run.wrote(this.host.config.stopId) ? [sequence] : [];
  }

  /** @returns who wrote the stop token */
  private async decode({ sequences, slots }: Extract<BatchWork, { kind: 'decode' }>, decode: BatchDecode): Promise<number[]> {
    const runs = sequences.map((sequence) => this.runs[sequence]!);
    const choices = await decode.step(runs.map((run, row) => run.decoding(slots[row])), mannerOf(runs), this.mayLookAhead(sequences));
    return runs.flatMap((run, row) => {
      if (this.schedule.sequences[run.number].phase === 'ended') return [];
      this.note(run.number, run.write(choices[row]));
      return run.wrote(this.host.config.stopId) ? [run.number] : [];
    });
  }

  /** Nobody else is there or about to come, and nobody's length ends with this step. */
  private mayLookAhead(sequences: readonly number[]): boolean {
    if (this.host.stepsAhead < 2) return false;
    return this.schedule.sequences.every(({ phase, arriveAtStep, writtenTokens, mostTokens }, number) => {
      if (sequences.includes(number)) return writtenTokens + 1 < mostTokens;
      return phase === 'ended' || (phase === 'expected' && arriveAtStep > this.schedule.step + 1);
    });
  }

  /** Manners of choosing that the batch may come to, as far as it is known: what others need is captured when they come. */
  private manners(): DecodeManner[] {
    const runs = this.runs.filter((run) => run !== null);
    const alone = runs.map((run) => mannerOf([run]));
    return [...new Set([...alone, mannerOf(runs)])];
  }
}

function mannerOf(runs: readonly BatchSequenceRun[]): DecodeManner {
  if (runs.some((run) => run.needsLogits)) return 'last';
  return runs.every((run) => run.isGreedy) ? 'greedy' : 'sample';
}

/** @throws EngineError `invalid-request`, `prompt-too-long` */
function checkSequence({ request, arriveAtStep = 0 }: BatchSequence, { config, tokenizer }: Teller): CheckedRequest {
  if (!Number.isSafeInteger(arriveAtStep) || arriveAtStep < 0) throw invalid(`A sequence cannot arrive at step ${arriveAtStep}.`, 'Choose a whole number from 0 on.');
  const checked = checkRequest(request, config, tokenizer);
  if (!checked.cache || checked.speculate || checked.probes) {
    throw invalid('A batch runs with its cache on, and without draft or probes.', 'Ask for these in a run of its own.');
  }
  return checked;
}

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}
