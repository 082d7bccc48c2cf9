import { describe, expect, it } from 'vitest';
import * as find from '@/lib/economics/find';
import * as roofline from '@/lib/economics/roofline';
import { workedExampleOf } from './worked-examples.mjs';

const house = { find, roofline };
const answer = (model: string) => (workedExampleOf({ model, value: '1' }) as { answer: (modules: typeof house) => number }).answer(house);

describe('worked answers of the scaling book', () => {
  it.each([
    // (4 · 819.2e6 + 30e9) / (16 · 8.1e11), which the book prints as 2.5 ms: it cuts.
    ['30B int8 16xv5e B=4 8k ctx 100kB/tok', 2.5677],
    // (256 · 819.2e6) / (16 · 8.1e11) + (2 · 256 · 30e9) / (16 · 1.97e14), printed as 21 ms
    ['30B int8 16xv5e B=256 8k ctx 100kB/tok', 21.055],
    // 113e9 / (8 · 8.1e11), printed as 17 ms
    ['70B int8 8xv5e B=32 8k ctx', 17.43],
    // 2 · 8192 · 70e9 / (16 · 1.97e14 · 40 %), printed as 910 ms
    ['70B 16xv5e prefill 8192 @40% MFU', 909.64],
  ])('%s takes %d ms', (model, milliseconds) => {
    expect(answer(model) / milliseconds).toBeCloseTo(1, 3);
  });

  it('take the chip from content/hardware.ts', () => {
    const { bandwidthGigabytes } = find.findHardware('TPU v5p')!;
    expect(answer('70B int8 8xv5p B=1 1k ctx 1kB/tok')).toBeCloseTo((70e9 + 1024 * 1e3) / (8 * bandwidthGigabytes * 1e6), 3);
  });

  it.each([
    ['30B int8 16xv5e B=256', 'context'],
    ['30B int8 16xv9z B=4 8k ctx', 'context'],
    ['70B on a laptop', 'context'],
    ['30B int8 16xv5e B=4 8k ctx', 'cache'],
  ])('are not guessed: %s', (model, missing) => {
    expect(workedExampleOf({ model, value: '21' })).toEqual({ reason: `the worked example does not state its ${missing}` });
  });
});
