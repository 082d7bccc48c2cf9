import { CpuBackend } from './backends/cpu/cpu-backend';
import { selfTest } from './backends/self-test';
import { WebGpuBackend } from './backends/webgpu/webgpu-backend';
import { measureCopyBandwidth } from './backends/webgpu/copy-bandwidth';
import { measureHostCopyBandwidth } from './backends/cpu/copy-bandwidth';
import type { Engine, EngineFacts, SelfTestResult } from './engine';
import { EngineError } from './errors';
import { parseSafetensors } from './formats/safetensors';
import type { Precision } from './generation/events';
import { generate, type GenerationHost } from './generation/generate';
import { checkRequest } from './generation/request';
import { Runner } from './generation/runner';
import type { Backend } from './kernels/backend';
import type { Variant } from './kernels/kernel';
import { parseConfig, type ModelConfig } from './model/config';
import { uploadWeights, type Weights } from './model/weights';
import { createTokenizer } from './tokenizer/tokenizer';

export type { Engine, EngineFacts, ModelFacts, SelfTestResult } from './engine';
export { EngineError, errorFromData, errorToData, type EngineErrorCode, type EngineErrorData } from './errors';
export type * from './generation/events';
export { createTokenizer, type Tokenizer } from './tokenizer/tokenizer';

/** A model's files, read. */
export interface ModelFiles {
  readonly name: string;
  /** config.json */
  readonly config: unknown;
  /** tokenizer.json */
  readonly tokenizer: unknown;
  /** tokenizer_config.json */
  readonly tokenizerConfig: unknown;
  /** model.safetensors */
  readonly weights: ArrayBuffer;
}

/**
 * What loading on a GPU says. `compile-start` comes once, before all; for each variant tried `self-test-start` when its kernels
 * are compiled, and `self-test-end`; `compile-end` when every program a run may need is there.
 */
export type EngineLoadEvent =
  | { readonly type: 'compile-start' }
  | { readonly type: 'self-test-start' }
  | { readonly type: 'self-test-end'; readonly passed: number; readonly failed: number }
  | { readonly type: 'compile-end'; readonly ms: number; readonly pipelines: number };

export interface EngineOptions {
  /** The GPU to run on, or null for the CPU. The engine never asks for one itself; it destroys the one it got. */
  readonly device: GPUDevice | null;
  /** The device in words, for the reader. */
  readonly description: string;
  /** A GPU that is really software: barriers are slow on it, so kernels without them are chosen. */
  readonly software: boolean;
  readonly files: ModelFiles;
  /** How weights are stored. Default f16, as in the file. */
  readonly precision?: Precision;
  /** Use just this way of sharing work, instead of the best that passes its self-test. */
  readonly variant?: Variant;
  readonly onEvent?: (event: EngineLoadEvent) => void;
}

/**
 * Loads a model on a device: weights, self-test, and every program a run may need compiled.
 * @throws EngineError `file-malformed`, `self-test-failed`, `out-of-memory`, `device-lost`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { files, precision = 'f16' } = options;
  const config = parseConfig(files.config);
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig);
  if (tokenizer.vocab > config.vocab) {
    throw new EngineError('file-malformed', `The tokenizer has ${tokenizer.vocab} tokens, and the model ${config.vocab}.`, 'The files in the model folder belong to different models. Copy the whole folder again.');
  }
  const tensors = parseSafetensors(files.weights);
  // There is nothing to compile for the CPU, and nothing is said of it.
  if (options.device) options.onEvent?.({ type: 'compile-start' });
  const { backend, results, compileMs: testCompileMs } = await chooseBackend(options, config, precision);
  const { weights, runner, compileMs } = await backend.guard(async () => {
    const uploaded = uploadWeights(backend, config, tensors, precision);
    const made = new Runner(backend, config, uploaded);
    const begin = performance.now();
    await made.warmUp();
    return { weights: uploaded, runner: made, compileMs: testCompileMs + performance.now() - begin };
  });
  const pipelines = backend instanceof WebGpuBackend ? backend.pipelineCount : 0;
  if (options.device) options.onEvent?.({ type: 'compile-end', ms: compileMs, pipelines });

  const facts: EngineFacts = {
    backend: backend.kind,
    precision,
    variant: backend.variant,
    device: options.description,
    model: modelFacts(files.name, config, weights),
    weightBytes: weights.bytes,
    kvCacheBytes: runner.cacheBytes,
    compileMs,
    pipelines,
    selfTest: results,
  };
  const host: GenerationHost = { runner, tokenizer, config, model: files.name, backend: backend.kind, precision, device: options.description, stepsAhead: backend.kind === 'webgpu' ? 2 : 1 };

  let running = false;
  return {
    facts,
    tokenize: (text) => tokenizer.encode(text).map((id) => tokenizer.piece(id)),
    async *generate(request, signal) {
      const checked = checkRequest(request, config, tokenizer);
      // Runs share the KV cache. Who has several to make, queues them: the worker does.
      if (running) throw new EngineError('invalid-request', 'Another run is under way on this engine.', 'Wait until it has ended, or abort it.');
      running = true;
      try {
        yield* generate(host, checked, signal);
      } finally {
        running = false;
      }
    },
    measureCopyBandwidth: () => (options.device ? measureCopyBandwidth(options.device) : Promise.resolve(measureHostCopyBandwidth())),
    lost: backend.lost,
    destroy: () => backend.destroy(),
  };
}

/** The backend whose kernels compile and agree with the reference on this very device. */
async function chooseBackend(
  { device, software, variant, onEvent }: EngineOptions,
  config: ModelConfig,
  precision: Precision,
): Promise<{ backend: Backend; results: readonly SelfTestResult[]; compileMs: number }> {
  if (!device) return { backend: new CpuBackend(), results: [], compileMs: 0 };
  const subgroups: readonly Variant[] = device.features.has('subgroups' as GPUFeatureName) ? ['subgroup'] : [];
  const variants: readonly Variant[] = variant ? [variant] : software ? ['invocation'] : [...subgroups, 'workgroup'];
  const failures: string[] = [];
  for (const each of variants) {
    const backend = new WebGpuBackend(device, each);
    try {
      const { results, compileMs } = await selfTest(backend, config, precision, () => onEvent?.({ type: 'self-test-start' }));
      const wrong = results.filter(({ passed }) => !passed);
      onEvent?.({ type: 'self-test-end', passed: results.length - wrong.length, failed: wrong.length });
      if (wrong.length === 0) return { backend, results, compileMs };
      failures.push(`${each}: wrong numbers from ${[...new Set(wrong.map(({ kernel }) => kernel))].join(', ')}`);
    } catch (thrown) {
      // Compilers differ in what they accept; a lost device or full memory is no variant's fault.
      if (thrown instanceof EngineError && thrown.code !== 'internal') throw thrown;
      failures.push(`${each}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
    backend.detach();
  }
  throw new EngineError(
    'self-test-failed',
    `This GPU fails the engine's self-test (${failures.join('; ')}).`,
    'The CPU engine is used instead. A newer browser or graphics driver may help.',
    { failures: failures.join('; ') },
  );
}

function modelFacts(name: string, config: ModelConfig, weights: Weights): EngineFacts['model'] {
  const { layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId } = config;
  return { name, parameters: weights.parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId };
}
