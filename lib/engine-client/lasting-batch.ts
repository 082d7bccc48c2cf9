import type { BatchEvent, BatchRequest, BatchRun, BatchSequence } from '@/lib/engine/generation/batch-events';
import type { EndReason } from '@/lib/engine/generation/events';

/** A batch in the worker: it knows its sequences by the order in which it was told of them. */
interface WorkerBatch {
  readonly events: AsyncIterable<BatchEvent>;
  readonly add: (sequence: BatchSequence) => void;
  readonly stop: (sequence: number) => void;
}

export interface BatchEffects {
  readonly begin: (request: BatchRequest, turn: AbortSignal) => WorkerBatch;
  /** Begins a stream again as often as it takes, and says how it ended. */
  readonly lasting: (once: (turn: AbortSignal) => AsyncIterable<BatchEvent>, note: (event: BatchEvent) => void) => AsyncGenerator<BatchEvent, 'over' | 'aborted'>;
}

/** A sequence as far as the page has heard of it. */
interface Followed {
  readonly sequence: BatchSequence;
  readonly given: number[];
  announceFrom: number;
  over: boolean;
  stopped: boolean;
}

/** One batch for its reader, made of as many batches in the worker as losses and switches ask for: each takes up what is unfinished. */
export class LastingBatch implements BatchRun {
  readonly events: AsyncIterable<BatchEvent>;
  private readonly request: BatchRequest;
  private readonly effects: BatchEffects;
  private readonly sequences: Followed[];
  private current: WorkerBatch | null = null;
  /** By the worker's numbers: the numbers that the reader knows. */
  private numbers: number[] = [];
  private stepsBefore = 0;
  private steps = 0;
  private begin = 0;

  constructor(request: BatchRequest, effects: BatchEffects) {
    this.request = request;
    this.effects = effects;
    this.sequences = request.sequences.map(follow);
    this.events = this.run();
  }

  add(sequence: BatchSequence): number {
    const number = this.sequences.push(follow(sequence)) - 1;
    if (this.current) {
      this.numbers.push(number);
      this.current.add(this.remaining(number));
    }
    return number;
  }

  stop(number: number): void {
    const followed = this.sequences[number];
    if (!followed || followed.over) return;
    followed.stopped = true;
    const known = this.numbers.indexOf(number);
    if (this.current && known >= 0) this.current.stop(known);
  }

  private async *run(): AsyncGenerator<BatchEvent> {
    this.begin = performance.now();
    const outcome = yield* this.effects.lasting((turn) => this.once(turn), (event) => this.note(event));
    this.current = null;
    if (outcome === 'aborted') for (const number of this.unfinished()) yield this.end(number, 'aborted');
    yield { type: 'batch-end', at: this.now() };
  }

  /** Everything unfinished, in one batch of the worker's; in one more, where a sequence was added too late for it. */
  private async *once(turn: AbortSignal): AsyncGenerator<BatchEvent> {
    let tried: readonly number[] = [];
    do {
      for (const number of this.unfinished()) if (this.sequences[number].stopped) yield this.finish(number);
      tried = this.unfinished();
      if (tried.length === 0 && this.sequences.length > 0) return;
      this.numbers = [...tried];
      this.stepsBefore = this.steps;
      this.current = this.effects.begin({ ...this.request, sequences: tried.map((number) => this.remaining(number)) }, turn);
      try {
        for await (const event of this.current.events) if (event.type !== 'batch-end') yield this.translated(event);
      } finally {
        this.current = null;
      }
    } while (this.unfinished().some((number) => !tried.includes(number)));
  }

  /** A sequence from where it is. */
  private remaining(number: number): BatchSequence {
    const { sequence, given, announceFrom } = this.sequences[number];
    const { request, arriveAtStep = 0 } = sequence;
    return { request: { ...request, given: [...given], announceFrom }, arriveAtStep: Math.max(0, arriveAtStep - this.steps) };
  }

  /** In the reader's numbers: of sequences, and of steps over the whole batch. */
  private translated(event: BatchEvent): BatchEvent {
    switch (event.type) {
      case 'sequence-event':
      case 'sequence-error':
        return { ...event, sequence: this.numbers[event.sequence] };
      case 'step-end':
        return { ...event, step: this.stepsBefore + event.step, sequences: event.sequences.map((sequence) => this.numbers[sequence]) };
      default:
        return event;
    }
  }

  private note(event: BatchEvent): void {
    if (event.type === 'step-end') this.steps = event.step + 1;
    if (event.type === 'sequence-error') this.sequences[event.sequence].over = true;
    if (event.type !== 'sequence-event') return;
    const followed = this.sequences[event.sequence];
    const { event: inner } = event;
    if (inner.type === 'generation-end') followed.over = true;
    if (inner.type !== 'token') return;
    followed.given[inner.index] = inner.id;
    followed.announceFrom = inner.index + 1;
  }

  private unfinished(): number[] {
    return this.sequences.flatMap(({ over }, number) => (over ? [] : [number]));
  }

  /** Stopped by the reader while the worker did not know it. */
  private finish(number: number): BatchEvent {
    this.sequences[number].over = true;
    return this.end(number, 'aborted');
  }

  private end(number: number, reason: EndReason): BatchEvent {
    const at = this.now();
    return { type: 'sequence-event', at, sequence: number, event: { type: 'generation-end', at, reason } };
  }

  private now(): number {
    return performance.now() - this.begin;
  }
}

function follow(sequence: BatchSequence): Followed {
  const { given = [], announceFrom = 0 } = sequence.request;
  return { sequence, given: [...given], announceFrom, over: false, stopped: false };
}
