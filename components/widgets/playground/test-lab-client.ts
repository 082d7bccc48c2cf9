import { fakeId } from '@/lib/engine-client/testing/fake-engine';
import { end, pieceOf, start } from '@/lib/engine-client/testing/events';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { EngineFacts } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/errors';
import type { BatchEvent, BatchRequest } from '@/lib/engine/generation/batch-events';
import type { GenerateRequest, GenerationEvent, PrecisionPlan } from '@/lib/engine/generation/events';

export interface FakeLabClient extends LabClient {
  /** Everything it was asked for, in order. */
  readonly asked: { readonly what: string; readonly with?: unknown }[];
  readonly disposed: () => boolean;
  /** The next switch fails so. */
  failNextSwitch(error: EngineError): void;
}

const bits = { f32: 32, f16: 16, q8: 8.5, q4: 5, q2: 3 } as const;

/** An engine that writes by a formula, in one worker that is none: as many tokens as asked, each a turn of the event loop. */
export function fakeLabClient(plan: PrecisionPlan = { precision: 'f16' }): FakeLabClient {
  const asked: FakeLabClient['asked'] = [];
  const listeners = new Set<() => void>();
  let current = plan;
  let status: EngineStatus = { status: 'idle' };
  let disposed = false;
  let failure: EngineError | null = null;
  /** Switches so far: a run under way begins a new segment after each. */
  let switches = 0;

  const facts = (): EngineFacts =>
    ({
      engine: 'a fake',
      backend: 'cpu',
      precision: current.precision,
      plan: current,
      variant: 'reference',
      device: 'a test',
      weightBytes: bits[current.precision] * 1000,
      bitsPerWeight: bits[current.precision],
      storage: [],
      kvCacheBytes: 4096,
      draft: null,
    }) as unknown as EngineFacts;
  const show = (next: EngineStatus) => {
    status = next;
    for (const listener of listeners) listener();
  };
  const ready = () => show({ status: 'ready', result: { engine: facts(), capabilities: [], ladder: [], adapter: null, downloadBytes: 0, fromCache: false }, loadMs: 1, readyAt: 0 });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

  async function* write(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
    const { prompt, given = [], announceFrom = 0, sampling, maxTokens } = request;
    if (prompt.length > 200) throw new EngineError('prompt-too-long', 'too long', 'cut it');
    let at = 0;
    let seen = switches - 1;
    for (let index = announceFrom; index < maxTokens; index++) {
      if (seen !== switches) {
        seen = switches;
        yield start(prompt, { at, precision: current.precision, sampling, maxTokens });
        yield { type: 'prefill-start', at, computedTokens: 1 + index, reusedTokens: 0, blocks: [{ firstPosition: 0, tokens: 1 + index, reusedTokens: 0, invalidatedTokens: 0 }] };
        yield { type: 'prefill-end', at: at + 1 };
      }
      await turn();
      if (signal?.aborted) {
        yield end('aborted', at);
        return;
      }
      at += 10;
      const isGiven = index < given.length;
      const id = isGiven ? given[index] : fakeId(sampling.seed, index);
      yield { type: 'token', at, index, id, text: ` t${id}`, piece: pieceOf(id), source: isGiven ? 'given' : 'chosen', coin: 0 };
    }
    yield end('max-tokens', at);
  }

  async function* writeAll(request: BatchRequest, signal?: AbortSignal): AsyncGenerator<BatchEvent> {
    yield { type: 'batch-start', at: 0, slots: request.slots, kvCacheBytes: 4096 * request.slots };
    const streams = request.sequences.map((each) => write(each.request, signal));
    const open = new Set(streams.keys());
    let at = 0;
    let step = 0;
    while (open.size > 0) {
      at += 10;
      const inStep = [...open];
      for (const sequence of inStep) {
        const { value, done } = await streams[sequence].next();
        if (done) open.delete(sequence);
        else yield { type: 'sequence-event', at, sequence, event: value };
      }
      yield { type: 'step-end', at, step: step++, kind: 'decode', sequences: inStep, tokens: inStep.length, ms: 10 };
    }
    yield { type: 'batch-end', at };
  }

  const client = {
    asked,
    disposed: () => disposed,
    failNextSwitch: (error: EngineError) => (failure = error),
    order: { engine: 'auto', seed: null },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => status,
    load: async () => {
      if (status.status !== 'ready') {
        asked.push({ what: 'load' });
        await turn();
        ready();
      }
      return status.status === 'ready' ? status.result : undefined;
    },
    allowDownload: () => {},
    retry: () => {},
    generate: (request: GenerateRequest, { signal }: { signal?: AbortSignal } = {}) => {
      asked.push({ what: 'generate', with: request });
      return write(request, signal);
    },
    batch: (request: BatchRequest, { signal }: { signal?: AbortSignal } = {}) => {
      asked.push({ what: 'batch', with: request });
      return { events: writeAll(request, signal), add: () => 0, stop: () => {} };
    },
    setPrecision: async (next: PrecisionPlan, { signal }: { signal?: AbortSignal } = {}) => {
      asked.push({ what: 'set-precision', with: next });
      await turn();
      signal?.throwIfAborted();
      if (failure) {
        const thrown = failure;
        failure = null;
        throw thrown;
      }
      current = next;
      switches += 1;
      ready();
      return facts();
    },
    setDraft: async (draft: unknown) => {
      asked.push({ what: 'set-draft', with: draft });
      return facts();
    },
    dispose: () => (disposed = true),
  };
  return client as unknown as FakeLabClient;
}
