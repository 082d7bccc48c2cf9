import type { SelfTestResult } from '../engine';
import type { Backend, Program } from '../kernels/backend';
import type { KernelCase } from '../kernels/case';
import { modelCases, type ModelShapes, type ModelStorage } from '../kernels/cases';
import { joinedModelCases } from '../kernels/joined-cases';
import { resolveVariant, type HostView, type Variant } from '../kernels/kernel';
import type { HostTensor, Tensor } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { processorCases } from './processor-cases';

/**
 * Runs every kernel on a device at a model's shapes, against the reference; on a processor what tells as much (processor-cases.ts).
 * @param onCompiled told when all is compiled and the test itself begins
 * @returns results, and the milliseconds that compiling took
 */
export async function selfTest(
  backend: Backend,
  shapes: ModelShapes,
  storage: ModelStorage,
  onCompiled: () => void,
): Promise<{ results: SelfTestResult[]; compileMs: number }> {
  // Only a GPU joins launches.
  const cases = backend.kind === 'webgpu' ? [...modelCases(shapes, storage), ...joinedModelCases(shapes, storage)] : processorCases(shapes, storage);
  return backend.guard(async () => {
    const begin = performance.now();
    const outcomes = await Promise.allSettled(cases.map((each) => prepareCase(backend, each)));
    const waiting = new Set(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
    try {
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      const compileMs = performance.now() - begin;
      onCompiled();
      const results: SelfTestResult[] = [];
      for (const prepared of waiting) {
        waiting.delete(prepared);
        results.push(await prepared.run());
      }
      return { results, compileMs };
    } finally {
      for (const prepared of waiting) prepared.release();
    }
  });
}

/** A case that is on a device, compiled. */
export interface PreparedCase {
  /** Runs it once and gives its memory back. */
  run(): Promise<SelfTestResult>;
  /** Gives its memory back, not run. */
  release(): void;
}

/** Brings a case to a device and compiles it. Where that fails, its memory is given back. */
export async function prepareCase(backend: Backend, { kernel, title, tensors, options, output, bound }: KernelCase): Promise<PreparedCase> {
  const held: Record<string, Tensor> = {};
  let program: Program | undefined;
  const release = () => {
    program?.release();
    for (const tensor of Object.values(held)) backend.release(tensor);
  };
  try {
    for (const [name, host] of Object.entries(tensors)) held[name] = backend.upload(`${kernel.name} ${name}`, host);
    program = await backend.capture((pass) => pass.run(kernel, held, options));
  } catch (thrown) {
    release();
    throw thrown;
  }
  return { run: () => run(program).finally(release), release };

  async function run(captured: Program): Promise<SelfTestResult> {
    const [actual] = await captured.run([held[output]]);
    const error = bound === 0 ? shareOfWrongChoices(actual, expectedOutput()) : normalisedSquaredError(actual, expectedOutput());
    const variant = backend.kind === 'cpu' ? backend.variant : resolveVariant(kernel, backend.variant as Variant);
    return { kernel: kernel.name, variant, shape: title, error, bound, passed: error <= bound };
  }

  function expectedOutput(): HostView {
    const views = Object.fromEntries(Object.entries(tensors).map(([name, host]) => [name, viewOf(host)]));
    kernel.reference(views, tensors, options);
    return views[output];
  }
}

function viewOf(host: HostTensor): HostView {
  // A copy where nothing is widened: the reference writes into its views.
  return host.dtype === 'u32' || host.dtype === 'f32' ? (host.values as HostView).slice() : widen(host);
}

/** Σ(actual − expected)² / Σ expected²; infinite where a value is no number, so that it never passes. */
export function normalisedSquaredError(actual: HostView, expected: HostView): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  const error = difference / size;
  return Number.isNaN(error) ? Infinity : error;
}

function shareOfWrongChoices(actual: HostView, expected: HostView): number {
  return expected.filter((id: number, row: number) => actual[row] !== id).length / expected.length;
}
