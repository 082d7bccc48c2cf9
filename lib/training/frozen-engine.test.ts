import { describe, expect, it } from 'vitest';
import { createEngine } from '@/lib/engine';
import { frozenEngineTests } from './test-frozen-engine';
import { filesOf, frozen } from './test-frozen';
import { randomModel } from './test-random-model';

describe.each(['simd', 'reference'] as const)('a frozen model on the CPU, %s', (cpuVariant) => {
  frozenEngineTests((files) => Promise.resolve({ device: null, description: 'the processor', software: false, cpuVariant, files }));
});

describe('a shape whose rows blocks of 32 do not fill', () => {
  it('runs in 16 and 32 bits, and says which blocks would do for fewer', async () => {
    const files = filesOf(await frozen(randomModel(3, { dim: 48, hiddenDim: 72, heads: 3, kvHeads: 1 })));
    const engine = await createEngine({ device: null, description: 'the processor', software: false, files });
    await engine.setPrecision({ precision: 'f32' });
    await expect(engine.setPrecision({ precision: 'q4' })).rejects.toMatchObject({ code: 'invalid-request', remedy: expect.stringContaining('24, 48') as string });
    expect((await engine.setPrecision({ precision: 'q4', block: 24 })).precision).toBe('q4');
    engine.destroy();
  });
});
