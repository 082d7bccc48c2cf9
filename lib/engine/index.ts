import type { CpuVariant } from './backends/cpu/cpu-backend';
import { WebGpuBackend } from './backends/webgpu/webgpu-backend';
import { chooseBackend } from './choose-backend';
import type { ArrivingFiles, Engine, ModelFiles } from './engine';
import type { Precision, PrecisionPlan } from './generation/events';
import type { Variant } from './kernels/kernel';
import { parseSafetensors } from './formats/safetensors';
import type { ModelStorage } from './kernels/cases';
import { readOutline } from './model-files';
import { LocalEngine } from './local-engine';
import { expectedTensors } from './model/weights';
import { loadInstance, storagePlan, testStorage } from './model-instance';

export type * from './engine';
export { EngineError, errorFromData, errorToData, type EngineErrorCode, type EngineErrorData } from './errors';
export type * from './generation/events';
export { checkModel } from './model-files';
export { createTokenizer, type Tokenizer } from './tokenizer/tokenizer';

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
  readonly precision?: Precision | PrecisionPlan;
  /** Use just this way of sharing work, instead of the best that passes its self-test. */
  readonly variant?: Variant;
  /** On the CPU, run just so. Default: WebAssembly where it has SIMD, otherwise plain loops. */
  readonly cpuVariant?: CpuVariant;
  readonly onEvent?: (event: EngineLoadEvent) => void;
}

/**
 * Loads a model on a device: weights, self-test, and every program a run may need compiled. Whatever can be done without the
 * weights is done while they come.
 * @throws EngineError `file-malformed`, `invalid-request`, `self-test-failed`, `out-of-memory`, `device-lost`; what the weights fail with, where they come late
 */
export async function createEngine(options: Omit<EngineOptions, 'files'> & { readonly files: ArrivingFiles }): Promise<Engine> {
  const { files, precision = 'f16', device, description } = options;
  const plan: PrecisionPlan = typeof precision === 'string' ? { precision } : precision;
  const { config, tokenizer } = readOutline(files);
  const storage = testStorage(storagePlan(plan, expectedTensors(config)));
  fetchConverter(storage);
  // There is nothing to compile for the CPU, and nothing is said of it.
  if (device) options.onEvent?.({ type: 'compile-start' });
  const { backend, results, compileMs: testCompileMs } = await chooseBackend(options, config, storage);
  const file = parseSafetensors(await files.weights);
  const begin = performance.now();
  const instance = await loadInstance(backend, { config, file, plan });
  const compileMs = testCompileMs + performance.now() - begin;
  const pipelines = backend instanceof WebGpuBackend ? backend.pipelineCount : 0;
  if (device) options.onEvent?.({ type: 'compile-end', ms: compileMs, pipelines });
  return new LocalEngine({ name: files.name, device, description, backend, config, tokenizer, file, instance, selfTest: results, compileMs });
}

/** Files are in f16 as a rule: for anything else the code that converts is fetched while the file comes. Where that fails, it fails when it is used. */
function fetchConverter(storage: ModelStorage): void {
  if (Object.values(storage).some(({ dtype }) => dtype !== 'f16')) import('./formats/convert').catch(() => undefined);
}
