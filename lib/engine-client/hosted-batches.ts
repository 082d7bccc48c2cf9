import type { Engine } from '@/lib/engine/engine';
import type { BatchEvent, BatchRequest, BatchRun, BatchSequence } from '@/lib/engine/generation/batch-events';

interface Hosted {
  readonly request: BatchRequest;
  /** Asked for before it began. */
  readonly added: BatchSequence[];
  readonly stopped: number[];
  /** Null until its turn has come. */
  run: BatchRun | null;
}

/** The worker's batches, waiting or running, by the page's keys. What the page says of one that is over comes too late, and is dropped. */
export class HostedBatches {
  private readonly batches = new Map<number, Hosted>();

  expect(key: number, request: BatchRequest): void {
    this.batches.set(key, { request, added: [], stopped: [], run: null });
  }

  /** Its turn has come. @throws EngineError what the engine refuses it for */
  begin(key: number, engine: Engine, signal: AbortSignal): AsyncIterable<BatchEvent> {
    const batch = this.batches.get(key)!;
    const { request, added, stopped } = batch;
    const run = engine.batch({ ...request, sequences: [...request.sequences, ...added] }, signal);
    batch.run = run;
    for (const sequence of stopped) run.stop(sequence);
    return run.events;
  }

  add(key: number, sequence: BatchSequence): null {
    const batch = this.batches.get(key);
    if (batch?.run) batch.run.add(sequence);
    else batch?.added.push(sequence);
    return null;
  }

  stop(key: number, sequence: number): null {
    const batch = this.batches.get(key);
    if (batch?.run) batch.run.stop(sequence);
    else batch?.stopped.push(sequence);
    return null;
  }

  /** A batch that has said its end takes no sequence any more: the page begins another with it. */
  note(key: number, event: BatchEvent, tell: (event: BatchEvent) => void): void {
    if (event.type === 'batch-end') this.forget(key);
    tell(event);
  }

  forget(key: number): void {
    this.batches.delete(key);
  }
}
