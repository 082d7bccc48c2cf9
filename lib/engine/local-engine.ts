import { selfTest } from './backends/self-test';
import { WebGpuBackend } from './backends/webgpu/webgpu-backend';
import type { BatchRequest, BatchRun, Capability, DeviceMeasurement, DraftChoice, DraftFacts, Engine, EngineFacts, Fingerprint, Hash, LayerMeasurement, LayerRequest, ScoreProgress, ScoreRequest, ScoreResult, SelfTestResult } from './engine';
import { EngineError } from './errors';
import type { GenerateRequest, GenerationEvent, PrecisionEvent, PrecisionPlan, TokenPiece } from './generation/events';
import type { BatchHost } from './generation/batch';
import { passSizesOf } from './generation/chunks';
import { batchLater } from './generation/batch-later';
import { checkBatch } from './generation/batch-request';
import { blockSize } from './formats/block-size';
import { generate, type GenerationHost } from './generation/generate';
import { checkRequest } from './generation/request';
import type { Runner } from './generation/runner';
import type { Backend } from './kernels/backend';
import type { ModelConfig } from './model/config';
import { readModelFiles } from './model-files';
import { loadInstance, storagePlan, testStorage, type ModelInstance } from './model-instance';
import type { HostTensor } from './tensor/tensor';
import type { Tokenizer } from './tokenizer/tokenizer';

/** What an engine is built of. It takes all of it over. */
export interface LocalParts {
  readonly name: string;
  readonly device: GPUDevice | null;
  readonly description: string;
  readonly backend: Backend;
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
  /** The file's tensors: every precision is made from them. */
  readonly file: ReadonlyMap<string, HostTensor>;
  readonly instance: ModelInstance;
  readonly selfTest: readonly SelfTestResult[];
  readonly compileMs: number;
}

const capabilities: readonly Capability[] = ['precision', 'batch', 'cache-off', 'draft', 'probes', 'score', 'layer', 'device', 'fingerprint'];

/** Our engine: one model on one device, in one precision at a time. */
export class LocalEngine implements Engine {
  readonly capabilities = capabilities;
  private instance: ModelInstance;
  private draft: { readonly facts: DraftFacts; readonly instance: ModelInstance } | null = null;
  private selfTestResults: readonly SelfTestResult[];
  private readonly testedStorage = new Set<string>();
  private busy = false;

  constructor(private readonly parts: LocalParts) {
    this.instance = parts.instance;
    this.selfTestResults = parts.selfTest;
    this.testedStorage.add(JSON.stringify(testStorage(storagePlan(parts.instance.plan, parts.file))));
  }

  get lost(): Promise<string> {
    return this.parts.backend.lost;
  }

  get facts(): EngineFacts {
    const { name, backend, config, description, compileMs } = this.parts;
    const { plan, weights, runner } = this.instance;
    const { layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId } = config;
    return {
      engine: 'Forward Pass',
      backend: backend.kind,
      precision: plan.precision,
      plan,
      variant: backend.variant,
      device: description,
      model: { name, parameters: weights.parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId },
      weightBytes: weights.bytes,
      bitsPerWeight: (8 * weights.bytes) / weights.parameters,
      storage: weights.storage,
      kvCacheBytes: runner.cacheBytes,
      draft: this.draft?.facts ?? null,
      compileMs,
      pipelines: backend instanceof WebGpuBackend ? backend.pipelineCount : 0,
      selfTest: this.selfTestResults,
    };
  }

  tokenize(text: string): readonly TokenPiece[] {
    const { tokenizer } = this.parts;
    return tokenizer.encode(text).map((id) => tokenizer.piece(id));
  }

  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerationEvent> {
    const checked = checkRequest(request, this.parts.config, this.parts.tokenizer);
    yield* this.aloneWhile(generate(this.host, checked, signal));
  }

  batch(request: BatchRequest, signal?: AbortSignal): BatchRun {
    checkBatch(request);
    const run = batchLater(async () => {
      const { startBatch } = await import('./generation/batch');
      return startBatch(this.host, request, signal);
    }, request);
    return { ...run, events: this.aloneWhile(run.events) };
  }

  setPrecision(plan: PrecisionPlan, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<EngineFacts> {
    return this.alone(async () => {
      const instance = await this.load(plan, onEvent, signal);
      const old = this.instance;
      this.instance = instance;
      old.release();
      return this.facts;
    });
  }

  setDraft(draft: DraftChoice | null, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<EngineFacts> {
    return this.alone(async () => {
      const loaded = draft && (await this.loadDraft(draft, onEvent, signal));
      this.draft?.instance.release();
      this.draft = loaded;
      return this.facts;
    });
  }

  score(request: ScoreRequest, onProgress?: (progress: ScoreProgress) => void, signal?: AbortSignal): Promise<ScoreResult> {
    const { tokenizer, config } = this.parts;
    return this.alone(async () => {
      const loaded: ModelInstance[] = [];
      const load = async (plan: PrecisionPlan) => {
        const instance = await this.load(plan, undefined, signal);
        loaded.push(instance);
        return instance.runner;
      };
      try {
        const { score } = await import('./generation/score');
        const reference = request.compareTo && (await load(request.compareTo));
        const others: Runner[] = [];
        for (const plan of request.others ?? []) others.push(await load(plan));
        return await score(this.instance.runner, tokenizer, config, request, { reference, others: request.others && others }, onProgress, signal);
      } finally {
        for (const instance of loaded) instance.release();
      }
    });
  }

  measureLayer(request: LayerRequest, signal?: AbortSignal): Promise<LayerMeasurement> {
    return this.alone(async () => {
      const { measureLayer } = await import('./generation/measure-layer');
      return measureLayer(this.parts.backend, request, blockSize, signal);
    });
  }

  measureDevice(signal?: AbortSignal): Promise<DeviceMeasurement> {
    const { device, backend } = this.parts;
    return this.alone(async () => {
      const { measureDevice } = await import('./backends/measure-device');
      if (device) {
        const { measureCopyBandwidth } = await import('./backends/webgpu/copy-bandwidth');
        return measureDevice(backend, { copyBandwidth: () => measureCopyBandwidth(device) }, signal);
      }
      const { measureHostCopyBandwidth } = await import('./backends/cpu/copy-bandwidth');
      const { measureMultiplyAddPeak } = await import('./backends/cpu/multiply-add-peak');
      return measureDevice(backend, { copyBandwidth: () => Promise.resolve(measureHostCopyBandwidth()), multiplyAddPeak: measureMultiplyAddPeak }, signal);
    });
  }

  fingerprint(hash: Hash, signal?: AbortSignal): Promise<Fingerprint> {
    return this.alone(async () => {
      const { fingerprint } = await import('./generation/fingerprint');
      return fingerprint(this.parts.backend, this.instance.weights, hash, signal);
    });
  }

  measureCopyBandwidth(): Promise<{ bytesPerSecond: number; samples: number }> {
    const { device } = this.parts;
    return this.alone(async () => {
      if (!device) return (await import('./backends/cpu/copy-bandwidth')).measureHostCopyBandwidth();
      return (await import('./backends/webgpu/copy-bandwidth')).measureCopyBandwidth(device);
    });
  }

  destroy(): void {
    this.parts.backend.destroy();
  }

  private get host(): GenerationHost & BatchHost {
    const { tokenizer, config, name, backend, description } = this.parts;
    const { runner, batches, plan } = this.instance;
    return { runner, batches, draft: this.draft?.instance.runner, tokenizer, config, model: name, backend: backend.kind, precision: plan.precision, device: description, passSizes: passSizesOf(backend), stepsAhead: backend.kind === 'webgpu' ? 2 : 1 };
  }

  /** @throws EngineError `self-test-failed` where this device computes wrong numbers in that storage */
  private async load(plan: PrecisionPlan, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<ModelInstance> {
    const { backend, config, file } = this.parts;
    const storage = testStorage(storagePlan(plan, file));
    const key = JSON.stringify(storage);
    if (backend.variant !== 'reference' && !this.testedStorage.has(key)) {
      const { results } = await selfTest(backend, config, storage, () => undefined);
      const wrong = results.filter(({ passed }) => !passed);
      if (wrong.length > 0) {
        const names = [...new Set(wrong.map(({ kernel }) => kernel))].join(', ');
        throw new EngineError('self-test-failed', `This ${backend.kind === 'cpu' ? 'browser' : 'GPU'} computes wrong numbers in ${plan.precision} (${names}).`, 'Choose another precision, or another engine.');
      }
      this.testedStorage.add(key);
      this.selfTestResults = [...this.selfTestResults, ...results];
    }
    return loadInstance(backend, { config, file, plan, onEvent, signal });
  }

  private async loadDraft({ plan, files }: DraftChoice, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<NonNullable<LocalEngine['draft']>> {
    const { backend, config, tokenizer, name } = this.parts;
    const other = files && readModelFiles(files);
    if (other) {
      const { checkDraft } = await import('./generation/speculate-draft');
      checkDraft({ config, tokenizer }, other);
    }
    const instance = other ? await loadInstance(backend, { ...other, plan, onEvent, signal }) : await this.load(plan, onEvent, signal);
    const { parameters, bytes } = instance.weights;
    return { instance, facts: { name: files?.name ?? name, precision: plan.precision, parameters, weightBytes: bytes } };
  }

  private begin(): void {
    // Runs share the KV cache. Who has several to make, queues them: the worker does.
    if (this.busy) throw new EngineError('invalid-request', 'Another run is under way on this engine.', 'Wait until it has ended, or abort it.');
    this.busy = true;
  }

  private async *aloneWhile<T>(events: AsyncIterable<T>): AsyncIterable<T> {
    this.begin();
    try {
      yield* events;
    } finally {
      this.busy = false;
    }
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }
}
