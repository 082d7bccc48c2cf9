import type { EngineError } from '@/lib/engine/errors';
import type { BatchEvent, BatchRequest, BatchRun, BatchSequence } from '@/lib/engine/generation/batch-events';
import type { EndReason, GenerationEvent, Precision } from '@/lib/engine/generation/events';
import { prefill, start, token } from './events';

interface FakeBatchEffects {
  readonly pause: () => Promise<unknown>;
  readonly failure: () => EngineError | null;
  readonly precision: () => Precision;
  readonly idAt: (seed: number, index: number) => number;
}

interface Row {
  readonly sequence: BatchSequence;
  status: 'waiting' | 'running' | 'over';
  index: number;
  stopped: boolean;
}

/** A batch by a formula: one token for each running sequence a step, slots filled as they come free. A prompt `bad` is refused. */
export class FakeBatch implements BatchRun {
  readonly events: AsyncIterable<BatchEvent>;
  private readonly request: BatchRequest;
  private readonly effects: FakeBatchEffects;
  private readonly rows: Row[];
  private readonly signal: AbortSignal | undefined;

  constructor(request: BatchRequest, effects: FakeBatchEffects, signal?: AbortSignal) {
    this.request = request;
    this.effects = effects;
    this.signal = signal;
    this.rows = request.sequences.map(rowOf);
    this.events = this.run();
  }

  add(sequence: BatchSequence): number {
    return this.rows.push(rowOf(sequence)) - 1;
  }

  stop(sequence: number): void {
    if (this.rows[sequence]) this.rows[sequence].stopped = true;
  }

  private async *run(): AsyncGenerator<BatchEvent> {
    const { slots } = this.request;
    yield { type: 'batch-start', at: 0, slots, kvCacheBytes: slots };
    for (let step = 0; this.rows.some(({ status }) => status !== 'over'); step++) {
      await this.effects.pause();
      const failure = this.effects.failure();
      if (failure) throw failure;
      for (const [number, row] of this.rows.entries()) if (row.stopped || this.signal?.aborted) yield* this.end(number, 'aborted');
      yield* this.admit(step);
      const running = this.rows.flatMap(({ status }, number) => (status === 'running' ? [number] : []));
      for (const number of running) yield* this.write(number);
      if (running.length > 0) yield { type: 'step-end', at: step, step, kind: 'decode', sequences: running, tokens: running.length, ms: 1 };
    }
    yield { type: 'batch-end', at: 1 };
  }

  private *admit(step: number): Generator<BatchEvent> {
    for (const [number, row] of this.rows.entries()) {
      const free = this.rows.filter(({ status }) => status === 'running').length < this.request.slots;
      if (row.status !== 'waiting' || !free || (row.sequence.arriveAtStep ?? 0) > step) continue;
      const { prompt, sampling, maxTokens, given = [], announceFrom = 0 } = row.sequence.request;
      if (prompt === 'bad') {
        row.status = 'over';
        yield { type: 'sequence-error', at: step, sequence: number, error: { code: 'prompt-too-long', message: 'too long', remedy: 'cut it', details: {} } };
        continue;
      }
      row.status = 'running';
      yield this.tell(number, start(prompt, { sampling, maxTokens, precision: this.effects.precision() }));
      for (const event of prefill) yield this.tell(number, event);
      for (let index = announceFrom; index < given.length; index++) yield this.tell(number, token(index, given[index], { source: 'given' }));
      row.index = given.length;
      if (row.index >= maxTokens) yield* this.end(number, 'max-tokens');
    }
  }

  private *write(number: number): Generator<BatchEvent> {
    const row = this.rows[number];
    const { sampling, maxTokens } = row.sequence.request;
    yield this.tell(number, token(row.index, this.effects.idAt(sampling.seed, row.index)));
    row.index += 1;
    if (row.index >= maxTokens) yield* this.end(number, 'max-tokens');
  }

  private *end(number: number, reason: EndReason): Generator<BatchEvent> {
    if (this.rows[number].status === 'over') return;
    this.rows[number].status = 'over';
    yield this.tell(number, { type: 'generation-end', at: 500, reason });
  }

  private tell(sequence: number, event: GenerationEvent): BatchEvent {
    return { type: 'sequence-event', at: 0, sequence, event };
  }
}

function rowOf(sequence: BatchSequence): Row {
  return { sequence, status: 'waiting', index: 0, stopped: false };
}
