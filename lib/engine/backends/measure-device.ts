import type { DeviceMeasurement } from '../engine';
import { add } from '../kernels';
import type { Backend, Pass, Program } from '../kernels/backend';
import { median } from '../kernels/median';
import { multiplyAdd, multiplyAddFlopsPerRound } from '../kernels/multiply-add/multiply-add';
import type { Shape, Tensor } from '../tensor/tensor';

const samples = 5;
/** What is timed takes at least so long, for a clock that ticks in tenths of a millisecond. */
const aimMs = 30;

/** Invocations of the multiply-add kernel: enough to fill any GPU; and rounds in each, so that starting them counts for nothing. */
const invocations = 262_144;
const rounds = 64;
const mostRepetitions = 1024;

/** Launches of the shorter of two submissions, and of the longer at most. */
const fewLaunches = 16;
const mostLaunches = 8192;

/** What a backend has its own ways for. */
export interface DeviceMeters {
  copyBandwidth(): Promise<{ readonly bytesPerSecond: number }>;
  /** A better way than the multiply-add kernel, where there is one. */
  multiplyAddPeak?(): { readonly flopsPerSecond: number };
}

/**
 * What a device can do at most: copying, multiply-adds, launches, readbacks. Medians of five, each after a warm-up.
 * @throws EngineError `device-lost`, `out-of-memory`; an `AbortError`
 */
export async function measureDevice(backend: Backend, meters: DeviceMeters, signal?: AbortSignal): Promise<DeviceMeasurement> {
  signal?.throwIfAborted();
  const { bytesPerSecond } = await meters.copyBandwidth();
  signal?.throwIfAborted();
  const multiplyAddFlopsPerSecond = meters.multiplyAddPeak?.().flopsPerSecond ?? (await multiplyAddPeak(backend, signal));
  signal?.throwIfAborted();
  const { launchMs, readbackMs } = await launchAndReadback(backend, signal);
  return { copyBytesPerSecond: bytesPerSecond, multiplyAddFlopsPerSecond, launchMs, readbackMs, samples };
}

function multiplyAddPeak(backend: Backend, signal?: AbortSignal): Promise<number> {
  return withProgram(
    backend,
    { output: [invocations] },
    (pass, { output }) => pass.run(multiplyAdd, { output }, { rounds }),
    async (program) => {
      await program.time(0, 1);
      const emptyMs = await medianOf(signal, () => program.time(0, 0));
      const once = Math.max((await program.time(0, 1)) - emptyMs, aimMs / mostRepetitions);
      const repetitions = Math.ceil(aimMs / once);
      const ms = await medianOf(signal, async () => (await program.time(0, repetitions)) - emptyMs);
      return (invocations * rounds * multiplyAddFlopsPerRound * repetitions) / (ms / 1000);
    },
  );
}

/** One number added to another: next to nothing to do, so that launching it is all that takes time. */
function launchAndReadback(backend: Backend, signal?: AbortSignal): Promise<{ launchMs: number; readbackMs: number }> {
  return withProgram(
    backend,
    { left: [1], right: [1], output: [1] },
    (pass, { left, right, output }) => pass.run(add, { left, right, output }, {}),
    async (program, { output }) => {
      await program.time(0, fewLaunches);
      let many = 4 * fewLaunches;
      while (many < mostLaunches && (await program.time(0, many)) < aimMs) {
        signal?.throwIfAborted();
        many *= 2;
      }
      // By the slope: what a submission itself takes falls out.
      const launchMs = await medianOf(signal, async () => {
        const few = await program.time(0, fewLaunches);
        return Math.max((await program.time(0, many)) - few, 0) / (many - fewLaunches);
      });
      await program.run([output]);
      const readbackMs = await medianOf(signal, async () => {
        const begin = performance.now();
        await program.run([output]);
        return performance.now() - begin;
      });
      return { launchMs, readbackMs };
    },
  );
}

/**
 * Takes tensors (f32) and captures a program on them for some work, and gives all back.
 * @throws EngineError `out-of-memory`, `internal` where the device refused any of it
 */
function withProgram<T, Names extends string>(
  backend: Backend,
  shapes: Readonly<Record<Names, Shape>>,
  build: (pass: Pass, tensors: Readonly<Record<Names, Tensor>>) => void,
  work: (program: Program, tensors: Readonly<Record<Names, Tensor>>) => Promise<T>,
): Promise<T> {
  return backend.guard(async () => {
    const tensors = {} as Record<Names, Tensor>;
    let program: Program | undefined;
    try {
      for (const name of Object.keys(shapes) as Names[]) tensors[name] = backend.allocate(name, 'f32', shapes[name]);
      program = await backend.capture((pass) => build(pass, tensors));
      return await work(program, tensors);
    } finally {
      program?.release();
      for (const tensor of Object.values(tensors) as Tensor[]) backend.release(tensor);
    }
  });
}

async function medianOf(signal: AbortSignal | undefined, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    signal?.throwIfAborted();
    values.push(await measure());
  }
  return median(values);
}
