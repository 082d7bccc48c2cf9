import type { Engine } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/errors';
import type { BackendKind, GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { makeGate } from '../gate';
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
}

/** The id the fake writes at an index: depends on seed and index alone, like a real run with fixed logits. */
export function fakeId(seed: number, index: number): number {
  return 100 + ((seed * 31 + index * 7) % 400);
}

/**
 * An engine that writes by a formula, a token every `tokenMs`. Like the real one it refuses a second run while one is
 * under way, and takes a moment to wind an aborted one down.
 */
export function fakeEngine(backend: BackendKind = 'cpu', tokenMs = 1): FakeEngine {
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
  const state = { destroyed: false, measurements: 0, running: false };
  const submittedWork = () => Promise.race([pause(), gone.opened]);
  const pause = () => new Promise((resolve) => setTimeout(resolve, tokenMs));

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
    yield start(prompt, { backend, sampling, maxTokens });
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

  return {
    facts: {
      backend,
      precision: 'f16',
      variant: 'reference',
      device: `fake ${backend}`,
      model: { name: 'fake', parameters: 1, layers: 1, heads: 1, kvHeads: 1, dim: 1, hiddenDim: 1, vocab: 600, contextLength: 512, stopId: 0 },
      weightBytes: 1,
      kvCacheBytes: 1,
      compileMs: 1,
      pipelines: 0,
      selfTest: [],
    },
    tokenize: (text) => [...text].map((_, index) => pieceOf(index)),
    generate,
    measureCopyBandwidth,
    lost,
    destroy: () => {
      state.destroyed = true;
    },
    lose: (reason, noticedAfterMs) => lose(reason, noticedAfterMs),
    requests,
    get destroyed() {
      return state.destroyed;
    },
    get measurements() {
      return state.measurements;
    },
  };
}
