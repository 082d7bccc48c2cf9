import { describe, expect, it } from 'vitest';
import { stepFlops, tokenFlops } from '@/lib/training/flops';
import { defaultShape } from '@/lib/training/shape';
import { ledgersOf } from './ledger';

describe('the two ledgers', () => {
  const shape = defaultShape(50);
  const { work, memory, workRatio, workRatioEach, memoryRatio } = ledgersOf(shape, 16);

  it('add up', () => {
    for (const rows of [work, memory]) {
      const parts = rows.slice(0, -1);
      const total = rows.at(-1)!;
      for (const side of ['step', 'token'] as const) expect(parts.reduce((sum, row) => sum + (row[side]?.value ?? 0), 0)).toBeCloseTo(total[side]!.value, 3);
    }
  });

  it('have nothing of training on the side of a written character', () => {
    expect([...work, ...memory].filter(({ token }) => token === null).map(({ key }) => key)).toEqual(['backward', 'optimiser', 'gradients', 'moments', 'activations']);
  });

  it('are related as is said: a little more than three times for each character, and hundreds of times in all', () => {
    expect(workRatio.value).toBeCloseTo(stepFlops(shape, 16, shape.contextLength).total / tokenFlops(shape, shape.contextLength));
    expect(workRatioEach.value).toBeGreaterThan(3);
    expect(workRatioEach.value).toBeLessThan(3.1);
    expect(memoryRatio.value).toBeGreaterThan(8);
  });
});
