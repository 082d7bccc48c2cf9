import { expect, test } from 'vitest';
import { measureMultiplyAddPeak } from './multiply-add-peak';
import { simdKernels } from './simd/simd-module';

test('the chains of multiply-adds are really computed', () => {
  const { multiplyAdds } = simdKernels(new WebAssembly.Memory({ initial: 1 }));
  // Chain c has lanes c, c + 1, c + 2, c + 3: in all 12 · 6 + 4 · (0 + … + 11) = 336.
  expect(multiplyAdds(0, 0.5, 1)).toBe(336);
  expect(multiplyAdds(1, 0.5, 1)).toBe(336 / 2 + 48);
  expect(multiplyAdds(100, 0.5, 1)).toBe(2 * 48); // x = x / 2 + 1 ends at 2
});

test('the peak is a rate, from nine samples', () => {
  const { flopsPerSecond, samples } = measureMultiplyAddPeak();
  expect(samples).toBe(9);
  expect(flopsPerSecond).toBeGreaterThan(0);
  expect(Number.isFinite(flopsPerSecond)).toBe(true);
});
