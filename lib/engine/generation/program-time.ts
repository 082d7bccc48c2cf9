import type { Backend, Program } from '../kernels/backend';
import { median } from '../kernels/median';
import type { Tensor } from '../tensor/tensor';

/** A sample is repeated until it takes so long, that the clock and the submission count for little. */
const aimMs = 50;
const mostRuns = 64;
const emptySamples = 5;
/** Samples, and fewer where each takes seconds. */
const samples = 5;
const samplesWhenSlow = 3;
const slowMs = 1_000;

export interface ProgramTime {
  /** Of one run. */
  readonly ms: number;
  readonly samples: number;
}

/**
 * How long a program takes: several runs in a row, wall clock up to a readback of `small`, less what an empty program with
 * the same readback takes; median of several, after a warm-up.
 * @throws EngineError `device-lost`; an `AbortError`
 */
export async function programTime(backend: Backend, program: Program, small: Tensor, signal?: AbortSignal): Promise<ProgramTime> {
  const empty = await backend.capture(() => {});
  try {
    const firstMs = await elapsed(program, 1, small);
    await elapsed(empty, 1, small);
    const emptyTimes: number[] = [];
    for (let sample = 0; sample < emptySamples; sample++) emptyTimes.push(await elapsed(empty, 1, small));
    const emptyMs = median(emptyTimes);

    signal?.throwIfAborted();
    const isSlow = firstMs > slowMs;
    // The first run compiles, perhaps; a second tells how many fill a sample. Where one alone takes a second, one is enough.
    const runs = isSlow ? 1 : Math.ceil(aimMs / Math.max((await elapsed(program, 1, small)) - emptyMs, aimMs / mostRuns));
    const wanted = isSlow ? samplesWhenSlow : samples;
    const times: number[] = [];
    while (times.length < wanted) {
      signal?.throwIfAborted();
      times.push(Math.max((await elapsed(program, runs, small)) - emptyMs, 0) / runs);
    }
    return { ms: median(times), samples: wanted };
  } finally {
    empty.release();
  }
}

/** Milliseconds from submitting the first of several runs to having `small` here after the last. */
async function elapsed(program: Program, runs: number, small: Tensor): Promise<number> {
  const begin = performance.now();
  const underWay = Array.from({ length: runs }, (_, run) => program.run(run === runs - 1 ? [small] : []));
  await Promise.all(underWay);
  return performance.now() - begin;
}
