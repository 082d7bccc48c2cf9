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

export type EngineLoadEvent =
  | { readonly type: 'compile-start' }
  | { readonly type: 'compile-end'; readonly ms: number; readonly pipelines: number }
  | { readonly type: 'self-test-end'; readonly passed: number; readonly failed: number };

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
  const { backend, results, compileMs: testCompileMs } = await chooseBackend(options, config);

  const weights = uploadWeights(backend, config, tensors, precision);
  const runner = new Runner(backend, config, weights);
  options.onEvent?.({ type: 'compile-start' });
  const begin = performance.now();
  await runner.warmUp();
  await backend.settled();
  const compileMs = testCompileMs + performance.now() - begin;
  const pipelines = backend instanceof WebGpuBackend ? backend.pipelineCount : 0;
  options.onEvent?.({ type: 'compile-end', ms: compileMs, pipelines });

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

  // One run at a time: they share the KV cache.
  let turn: Promise<void> = Promise.resolve();
  return {
    facts,
    tokenize: (text) => tokenizer.encode(text).map((id) => tokenizer.piece(id)),
    async *generate(request, signal) {
      const checked = checkRequest(request, config, tokenizer);
      const before = turn;
      let done = () => {};
      turn = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      try {
        yield* generate(host, checked, signal);
      } finally {
        done();
      }
    },
    measureCopyBandwidth: () => (options.device ? measureCopyBandwidth(options.device) : Promise.resolve(measureHostCopyBandwidth())),
    lost: backend.lost,
    destroy: () => backend.destroy(),
  };
}

/** The backend whose kernels agree with the reference on this very device. */
async function chooseBackend(
  { device, software, variant, onEvent }: EngineOptions,
  config: ModelConfig,
): Promise<{ backend: Backend; results: readonly SelfTestResult[]; compileMs: number }> {
  if (!device) return { backend: new CpuBackend(), results: [], compileMs: 0 };
  const subgroups: readonly Variant[] = device.features.has('subgroups' as GPUFeatureName) ? ['subgroup'] : [];
  const variants: readonly Variant[] = variant ? [variant] : software ? ['invocation'] : [...subgroups, 'workgroup'];
  let results: readonly SelfTestResult[] = [];
  let compileMs = 0;
  for (const each of variants) {
    const backend = new WebGpuBackend(device, each);
    ({ results, compileMs } = await selfTest(backend, config));
    const failed = results.filter(({ passed }) => !passed).length;
    onEvent?.({ type: 'self-test-end', passed: results.length - failed, failed });
    if (failed === 0) return { backend, results, compileMs };
  }
  const wrong = [...new Set(results.filter(({ passed }) => !passed).map(({ kernel }) => kernel))];
  throw new EngineError(
    'self-test-failed',
    `This GPU computes wrong numbers: ${wrong.join(', ')} ${wrong.length === 1 ? 'differs' : 'differ'} from the reference.`,
    'The CPU engine is used instead. A newer browser or graphics driver may help.',
    { failed: wrong.join(', ') },
  );
}

function modelFacts(name: string, config: ModelConfig, weights: Weights): EngineFacts['model'] {
  const { layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId } = config;
  return { name, parameters: weights.parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId };
}
