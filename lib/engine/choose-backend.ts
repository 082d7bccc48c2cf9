import { selfTest } from './backends/self-test';
import { WebGpuBackend } from './backends/webgpu/webgpu-backend';
import type { SelfTestResult } from './engine';
import { EngineError } from './errors';
import type { EngineOptions } from './index';
import type { Backend } from './kernels/backend';
import type { ModelStorage } from './kernels/cases';
import type { Variant } from './kernels/kernel';
import type { ModelConfig } from './model/config';

export interface ChosenBackend {
  readonly backend: Backend;
  readonly results: readonly SelfTestResult[];
  readonly compileMs: number;
}

/** What of an engine's options decides about the backend. */
export type BackendOptions = Pick<EngineOptions, 'device' | 'software' | 'variant' | 'cpuVariant' | 'onEvent'>;

/**
 * The backend whose kernels compile and agree with the reference on this very device.
 * @throws EngineError `self-test-failed` where no variant does, `device-lost`, `out-of-memory`
 */
export async function chooseBackend({ device, software, variant, cpuVariant, onEvent }: BackendOptions, config: ModelConfig, storage: ModelStorage): Promise<ChosenBackend> {
  if (!device) return chooseCpu(cpuVariant, config, storage);
  const subgroups: readonly Variant[] = device.features.has('subgroups' as GPUFeatureName) ? ['subgroup'] : [];
  const variants: readonly Variant[] = variant ? [variant] : software ? ['invocation'] : [...subgroups, 'workgroup'];
  const failures: string[] = [];
  for (const each of variants) {
    const backend = new WebGpuBackend(device, each);
    try {
      const { results, compileMs } = await selfTest(backend, config, storage, () => onEvent?.({ type: 'self-test-start' }));
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

/** WebAssembly where it runs and agrees with the reference on this very device, otherwise the reference; or just the one asked for. */
async function chooseCpu(asked: EngineOptions['cpuVariant'], config: ModelConfig, storage: ModelStorage): Promise<ChosenBackend> {
  // Not part of a first visit that has a GPU.
  const { bestCpuBackend, CpuBackend } = await import('./backends/cpu/cpu-backend');
  const backend = asked ? new CpuBackend(asked) : bestCpuBackend();
  if (backend.variant === 'reference') return { backend, results: [], compileMs: 0 };
  const { results } = await selfTest(backend, config, storage, () => undefined);
  if (asked || results.every(({ passed }) => passed)) return { backend, results, compileMs: 0 };
  backend.destroy();
  return { backend: new CpuBackend('reference'), results, compileMs: 0 };
}
