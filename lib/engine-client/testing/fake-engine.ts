import type { DraftChoice, Engine, EngineFacts } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/errors';
import type { BatchRequest } from '@/lib/engine/generation/batch-events';
import type { BackendKind, GenerateRequest, GenerationEvent, PrecisionEvent, PrecisionPlan } from '@/lib/engine/generation/events';
import type { ScoreProgress, ScoreRequest, ScoreResult } from '@/lib/engine/generation/measurements';
import { makeGate } from '../gate';
import { FakeBatch } from './fake-batch';
import { pieceOf, prefill, start, token } from './events';

export interface FakeEngine extends Engine {
  /**
   * Work already submitted counts as done at once, as WebGPU says of a lost device; work submitted later fails.
   * @param noticedAfterMs runs fail at once; the `lost` promise settles so much later, as a real device's may
   */
  lose(reason: string, noticedAfterMs?: number): void;
  /** Requests it was given, in order. */
  readonly requests: GenerateRequest[];
  readonly destroyed: boolean;
  /** Measurements begun. */
  readonly measurements: number;
  /** Batches it was given, in order. */
  readonly batches: BatchRequest[];
  /** Switches asked for, in order: of precision and of draft. */
  readonly switches: (PrecisionPlan | DraftChoice | null)[];
  /** What the next switch, batch or measurement fails with. */
  failNext: EngineError | null;
}

/** The id the fake writes at an index: depends on seed and index alone, like a real run with fixed logits. */
export function fakeId(seed: number, index: number): number {
  return 100 + ((seed * 31 + index * 7) % 400);
}

/**
 * An engine that writes by a formula, a token every `tokenMs`. Like the real one it refuses a second run while one is
 * under way, and takes a moment to wind an aborted one down.
 */
export function fakeEngine(backend: BackendKind = 'cpu', tokenMs = 1, plan: PrecisionPlan = { precision: 'f16' }): FakeEngine {
  let lose = (_reason: string, _noticedAfterMs?: number) => {};
  let failure: EngineError | null = null;
  const gone = makeGate();
  const lost = new Promise<string>((resolve) => {
    lose = (reason, noticedAfterMs = 0) => {
      failure = new EngineError('device-lost', `lost: ${reason}`, 'wait');
      gone.open();
      if (noticedAfterMs > 0) setTimeout(() => resolve(reason), noticedAfterMs);
      else resolve(reason);
    };
  });
  const requests: GenerateRequest[] = [];
  const batches: BatchRequest[] = [];
  const switches: (PrecisionPlan | DraftChoice | null)[] = [];
  const state = { destroyed: false, measurements: 0, running: false, failNext: null as EngineError | null };
  const submittedWork = () => Promise.race([pause(), gone.opened]);
  const pause = () => new Promise((resolve) => setTimeout(resolve, tokenMs));

  let facts: EngineFacts = {
    engine: 'fake',
    backend,
    precision: plan.precision,
    plan,
    variant: 'reference',
    device: `fake ${backend}`,
    model: { name: 'fake', parameters: 1, layers: 1, heads: 1, kvHeads: 1, dim: 1, hiddenDim: 1, vocab: 600, contextLength: 512, stopId: 0 },
    weightBytes: 1,
    bitsPerWeight: 8,
    storage: [],
    kvCacheBytes: 1,
    draft: null,
    compileMs: 1,
    pipelines: 0,
    selfTest: [],
  };

  async function* generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
    if (state.running) throw new EngineError('invalid-request', 'Another run is under way.', 'Wait for it.');
    state.running = true;
    try {
      yield* write(request, signal);
    } finally {
      if (!failure) await pause();
      state.running = false;
    }
  }

  async function* write(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
    requests.push(request);
    const { prompt, given = [], announceFrom = 0, sampling, maxTokens } = request;
    if (prompt.length > 1_000) throw new EngineError('prompt-too-long', 'too long', 'cut it', { tokens: prompt.length, limit: 1_000 });
    yield start(prompt, { backend, sampling, maxTokens, precision: facts.precision });
    yield* prefill;
    for (let index = 0; index < maxTokens; index++) {
      if (index < given.length) {
        if (index >= announceFrom) yield token(index, given[index], { source: 'given' });
        continue;
      }
      await submittedWork();
      if (failure) throw failure;
      if (signal?.aborted) return yield { type: 'generation-end', at: 0, reason: 'aborted' };
      yield token(index, fakeId(sampling.seed, index));
    }
    yield { type: 'generation-end', at: 500, reason: 'max-tokens' };
  }

  async function measureCopyBandwidth() {
    state.measurements += 1;
    if (state.running) throw new EngineError('internal', 'A run is under way: the figure would say nothing.', 'Wait for it.');
    await submittedWork();
    if (failure) throw failure;
    return { bytesPerSecond: 1e9, samples: 5 };
  }

  /** Work of three beats that stops at an abort, fails where it was told to, and is alone on the engine like the real one. */
  async function work<T>(result: () => T, signal?: AbortSignal): Promise<T> {
    if (state.running) throw new EngineError('invalid-request', 'Another run is under way.', 'Wait for it.');
    state.running = true;
    try {
      for (let beat = 0; beat < 3; beat++) {
        await submittedWork();
        if (failure) throw failure;
        signal?.throwIfAborted();
      }
      const { failNext } = state;
      state.failNext = null;
      if (failNext) throw failNext;
      return result();
    } finally {
      state.running = false;
    }
  }

  async function setPrecision(next: PrecisionPlan, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<EngineFacts> {
    switches.push(next);
    onEvent?.({ type: 'precision-start', precision: next.precision, tensors: 1 });
    return work(() => (facts = { ...facts, plan: next, precision: next.precision }), signal);
  }

  async function setDraft(choice: DraftChoice | null, _onEvent?: unknown, signal?: AbortSignal): Promise<EngineFacts> {
    switches.push(choice);
    const draft = choice && { name: choice.files?.name ?? 'fake', precision: choice.plan.precision, parameters: 1, weightBytes: 1 };
    return work(() => (facts = { ...facts, draft }), signal);
  }

  async function score(request: ScoreRequest, onProgress?: (progress: ScoreProgress) => void, signal?: AbortSignal): Promise<ScoreResult> {
    onProgress?.({ type: 'score-progress', doneTexts: 0, texts: request.texts.length });
    return work(() => ({ tokens: 1, characters: 1, texts: [], perplexity: 2 }), signal);
  }

  return {
    get facts() {
      return facts;
    },
    capabilities: ['precision', 'batch', 'draft'],
    tokenize: (text) => [...text].map((_, index) => pieceOf(index)),
    generate,
    batch(request, signal) {
      batches.push(request);
      const { failNext } = state;
      state.failNext = null;
      if (failNext) throw failNext;
      return new FakeBatch(request, { pause: submittedWork, failure: () => failure, precision: () => facts.precision, idAt: fakeId }, signal);
    },
    setPrecision,
    setDraft,
    score,
    measureLayer: (_request, signal) => work(() => ({ layer: timed, head: timed, copies: 1 }), signal),
    measureDevice: (signal) => work(() => ({ copyBytesPerSecond: 1, multiplyAddFlopsPerSecond: 2, launchMs: 3, readbackMs: 4, samples: 5 }), signal),
    fingerprint: (_hash, signal) => work(() => ({ sha256: 'f'.repeat(64), bytes: 1, tensors: [] }), signal),
    measureCopyBandwidth,
    lost,
    destroy: () => {
      state.destroyed = true;
    },
    lose: (reason, noticedAfterMs) => lose(reason, noticedAfterMs),
    requests,
    batches,
    switches,
    get failNext() {
      return state.failNext;
    },
    set failNext(error) {
      state.failNext = error;
    },
    get destroyed() {
      return state.destroyed;
    },
    get measurements() {
      return state.measurements;
    },
  };
}

const timed = { ms: 1, samples: 3, weightBytes: 1, flops: 1, launches: 1 };
