import type { GenerationEvent } from './events';
import { planReading, type ReadingPlan } from './reading-plan';
import { needsLogits, type CheckedRequest } from './request';
import { coinAt, sample } from './sample';
import { Story, type Teller } from './story';
import type { BatchChoice } from './batch-runner';
import type { DecodingSequence } from './batch-decode';

/** One sequence of a batch: what it reads, what it has written, and how that is told. */
export class BatchSequenceRun {
  readonly reading: ReadingPlan;
  readonly needsLogits: boolean;
  private readonly story: Story;
  private arrivedAt: number | undefined;
  private readonly logits: Float32Array[] = [];
  /** Index of the next token to write, and the last one written or read. */
  private index: number;
  private lastId: number;

  constructor(
    readonly number: number,
    teller: Teller,
    private readonly request: CheckedRequest,
  ) {
    this.reading = planReading(request, teller.config);
    this.needsLogits = needsLogits(request);
    this.story = new Story(teller, request, () => performance.now() - this.arrivedAt!);
    this.index = this.reading.given.length;
    this.lastId = this.reading.read[this.reading.read.length - 1];
  }

  get isGreedy(): boolean {
    return this.request.sampling.temperature === 0;
  }

  get hasArrived(): boolean {
    return this.arrivedAt !== undefined;
  }

  /** It asks for a slot: its clock starts. */
  arrive(): GenerationEvent {
    this.arrivedAt = performance.now();
    return this.story.start();
  }

  /** It has one. */
  admit(): GenerationEvent {
    return { type: 'prefill-start', at: this.story.at(), computedTokens: this.reading.read.length, reusedTokens: 0, invalidatedTokens: 0 };
  }

  /** A chunk of its prompt was read. */
  keep(logits: readonly Float32Array[]): void {
    this.logits.push(...logits);
  }

  /** Its prompt was read to the end: the given tokens are told, and the first is written, if any may be. */
  *begin(): Generator<GenerationEvent> {
    const { given, announced, mostTokens } = this.reading;
    yield { type: 'prefill-end', at: this.story.at() };
    yield* this.story.given(given, announced, this.needsLogits ? this.logits : undefined);
    const logits = this.logits[this.logits.length - 1];
    this.logits.length = 0;
    if (mostTokens > 0) yield this.write({ id: sample(logits, this.request.sampling, coinAt(this.request.sampling.seed, this.index)), logits });
  }

  write({ id, logits }: BatchChoice): GenerationEvent {
    this.lastId = id;
    return this.story.token(this.index++, { id, source: 'chosen', logits: this.needsLogits ? logits : undefined });
  }

  wrote(id: number): boolean {
    return this.lastId === id;
  }

  end(reason: Parameters<Story['end']>[0]): GenerationEvent {
    return this.story.end(reason);
  }

  /** Its part in the next decode step. */
  decoding(slot: number): DecodingSequence {
    const { sampling, promptIds } = this.request;
    return {
      sequence: this.number,
      slot,
      position: promptIds.length + this.index - 1,
      id: this.lastId,
      sampling: { ...sampling, coin: coinAt(sampling.seed, this.index) },
      coinAfter: coinAt(sampling.seed, this.index + 1),
    };
  }
}
