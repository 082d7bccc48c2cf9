import { median } from '../../kernels/median';
import { simdKernels } from './simd/simd-module';

/** Of one step of `multiplyAdds` (assembly/multiply-adds.ts): 12 chains of 4 numbers, a multiply-add counted as two. */
const flopsPerStep = 12 * 4 * 2;

/** About 5 ms a sample where a thread does 60 GFLOP/s: enough for a coarse clock. */
const steps = 3_000_000;
const samples = 9;

/**
 * Floating-point operations per second in f32 in this thread, out of registers, by WebAssembly SIMD: median of nine, after a warm-up.
 * @throws EngineError `no-simd`
 */
export function measureMultiplyAddPeak(): { flopsPerSecond: number; samples: number } {
  const { multiplyAdds } = simdKernels(new WebAssembly.Memory({ initial: 1 }));
  // 0.5 leaves numbers of ordinary size, and is not known to the compiler.
  const rate = () => {
    const begin = performance.now();
    multiplyAdds(steps, 0.5, 1);
    return (flopsPerStep * steps) / ((performance.now() - begin) / 1000);
  };
  rate();
  return { flopsPerSecond: median(Array.from({ length: samples }, rate)), samples };
}
