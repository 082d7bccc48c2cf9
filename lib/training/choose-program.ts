import { EngineError } from '@/lib/engine/errors';
import type { Batch } from './batches';
import type { Checkpoint } from './checkpoint';
import type { TrainingBackend } from './events';
import type { Program } from './program';

/** `auto`: the quicker of what there is. A named backend is an order. */
export type BackendOrder = 'auto' | TrainingBackend;

/** What this device offers. */
export interface Workbench {
  /** Null: no WebGPU, or no adapter. */
  readonly adapter: () => Promise<{ readonly software: boolean; readonly description: string } | null>;
  /** The processor, in words. */
  readonly processor: string;
  /** A program on that backend, which is started; null where it cannot be. */
  readonly open: (backend: TrainingBackend) => Promise<Program | null>;
  readonly now: () => number;
}

export interface ChosenProgram {
  readonly program: Program;
  readonly device: string;
  readonly wasmStepMs: number | null;
  readonly webgpuStepMs: number | null;
  readonly reason: string;
}

/** Steps that each backend makes on a copy before one is chosen; one more, in which programs are compiled, is not counted. */
export const trialSteps = 10;
/** A GPU that has not made its first step by then is passed over: training shall begin. */
const patienceMs = 2_000;

/**
 * The processor, unless a GPU makes the same ten steps in less time. What is learned in a trial is thrown away.
 * @throws EngineError `no-simd` where neither can be started; what a step fails with on a backend that was ordered
 */
export async function chooseProgram(order: BackendOrder, bench: Workbench, from: Checkpoint, batch: Batch): Promise<ChosenProgram> {
  const { processor, now } = bench;
  const adapter = order === 'wasm' ? null : await bench.adapter();
  if (order === 'webgpu') {
    const program = adapter && (await bench.open('webgpu'));
    if (program) return { program, device: adapter.description, wasmStepMs: null, webgpuStepMs: null, reason: 'The GPU was asked for.' };
  }
  const processorProgram = await bench.open('wasm');
  if (!processorProgram) throw new EngineError('no-simd', 'This browser runs no WebAssembly, and training needs it.', 'Open the page in a current Chrome, Edge, Firefox or Safari.');
  const onProcessor = { program: processorProgram, device: processor, webgpuStepMs: null };
  if (order === 'wasm') return { ...onProcessor, wasmStepMs: null, reason: 'The processor was asked for.' };
  if (!adapter) return { ...onProcessor, wasmStepMs: null, reason: 'This browser offers no WebGPU, so the processor trains.' };
  if (adapter.software && order === 'auto') return { ...onProcessor, wasmStepMs: null, reason: 'The only WebGPU here is software on the processor, so the processor trains directly.' };

  const wasmStepMs = await trial(processorProgram, from, batch, now, Number.POSITIVE_INFINITY);
  const gpuProgram = await bench.open('webgpu').catch(() => null);
  if (!gpuProgram || wasmStepMs === null) return { ...onProcessor, wasmStepMs, reason: 'The GPU could not be started, so the processor trains.' };
  const webgpuStepMs = await trial(gpuProgram, from, batch, now, wasmStepMs * trialSteps).catch(() => null);
  if (webgpuStepMs !== null && webgpuStepMs < wasmStepMs) {
    processorProgram.dispose();
    return { program: gpuProgram, device: adapter.description, wasmStepMs, webgpuStepMs, reason: 'The GPU made the same ten steps in less time.' };
  }
  gpuProgram.dispose();
  const reason = webgpuStepMs === null ? 'The GPU did not make ten steps in the time the processor needs, so the processor trains.' : 'The processor made the same ten steps in less time: each is too small to fill a GPU.';
  return { ...onProcessor, wasmStepMs, webgpuStepMs, reason };
}

/** Median of a step's milliseconds; null where the steps together took longer than `limitMs`, or the first one too long. */
async function trial(program: Program, from: Checkpoint, batch: Batch, now: () => number, limitMs: number): Promise<number | null> {
  program.write({ weights: from.model.weights, firstMoments: from.firstMoments, secondMoments: from.secondMoments });
  const opened = now();
  await program.step(batch, 1, from.options);
  if (Number.isFinite(limitMs) && now() - opened > patienceMs) return null;
  const times: number[] = [];
  const begin = now();
  for (let step = 2; step <= trialSteps + 1; step++) {
    const before = now();
    await program.step(batch, step, from.options);
    times.push(now() - before);
    if (now() - begin > limitMs) return null;
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
