import { describe, expect, it, test } from 'vitest';
import { checksOf } from './checks.mjs';
import type { PassFinding } from './findings';
import { findings, pass, spread } from './test-findings';

const only = (given: Parameters<typeof findings>[0], word: RegExp) => checksOf(findings(given)).filter(({ requirement }) => word.test(requirement));

describe('half of the peak at batch 32', () => {
  // 32 times the sums in so many ms: 100e6 · 32 / ms against 100 GFLOP/s.
  const passes = (ms: number) => [pass(), pass({ batch: 32, flops: 3_200e6, ms })];

  it('is met at half, with the gain over batch 1', () => {
    expect(only({ passes: passes(64) }, /batch 32/)).toEqual([{ requirement: 'at batch 32, half of the multiply-add peak', backend: 'cpu', precision: 'f32', met: true, words: 'pocket-5m: 50 % of the peak; 5.0x the tokens/s of batch 1' }]);
  });

  it('is missed below, and not asked of a GPU or of a prompt', () => {
    expect(only({ passes: passes(65) }, /batch 32/)).toMatchObject([{ met: false }]);
    expect(only({ backend: 'webgpu', passes: passes(65) }, /batch 32/)).toEqual([]);
    expect(only({ passes: [pass({ batch: 32, tokens: 64 })] }, /batch 32/)).toEqual([]);
  });

  it('is asked of each subject and precision by itself', () => {
    const layer = pass({ subject: 'a layer of X', batch: 32, flops: 3_200e6, ms: 40 });
    expect(only({ passes: [...passes(65), layer, { ...passes(64)[1], precision: 'q8' }] }, /batch 32/).map(({ precision, met, words }) => [precision, met, words])).toEqual([
      ['f32', false, expect.stringMatching(/^pocket-5m: 49 %/)],
      ['f32', true, 'a layer of X: 80 % of the peak'],
      ['q8', true, 'pocket-5m: 50 % of the peak'],
    ]);
  });
});

describe('decode against context', () => {
  const attention = [{ precision: 'f32' as const, context: 512, launchShare: 0.3, flopShare: 0.2 }];
  const line = (msAt: (context: number) => number): PassFinding[] => [64, 128, 256, 512].map((context) => pass({ context, ms: msAt(context) }));

  it('is linear on a line, and attention keeps to twice its share', () => {
    const found = only({ passes: line((context) => 2 + context / 512), attention }, /linear$|attention/);
    expect(found.map(({ met, words }) => [met, words])).toEqual([
      // By the fastest round, which took half the time.
      [true, '1.00 ms + 0.98 µs a position; farthest from the line: 0 %'],
      // A third of the time grows with the context.
      [true, 'at 512: 20 % of the FLOPs; of the time 30 % by its launches, 33 % by what grows with the context: 1.67x'],
    ]);
  });

  it('is not linear on a parabola', () => {
    expect(only({ passes: line((context) => 1 + (context / 200) ** 2), attention }, /linear$/)).toMatchObject([{ met: false }]);
  });

  test.for([
    ['its launches', 0.41, 2],
    ['what grows', 0.1, 1],
  ] as const)('attention has too much by %s', ([, launchShare, first]) => {
    const passes = line((context) => first + context / 512);
    expect(only({ passes, attention: [{ ...attention[0], launchShare }] }, /attention/)).toMatchObject([{ met: false }]);
  });

  it('leaves batches and layers out', () => {
    const others = [pass({ context: 512, batch: 8, ms: 90 }), pass({ context: 256, subject: 'a layer of X', ms: 90 })];
    expect(only({ passes: [...line((context) => 2 + context / 512), ...others], attention }, /linear$/)).toMatchObject([{ met: true }]);
  });
});

describe('prefill against the prompt', () => {
  const prompts = (...ms: readonly number[]) => ms.map((each, index) => ({ precision: 'q8' as const, tokens: 64 * (index + 1), ms: spread(each) }));

  it('is met where no token takes more than 1.2 times as long as in a shorter prompt', () => {
    expect(only({ prompts: prompts(64, 128, 192 * 1.2) }, /prefill/)).toEqual([
      { requirement: 'prefill no worse than linear in the prompt, within 20 %', backend: 'cpu', precision: 'q8', met: true, words: 'a token of the longest prompt, of 192: 1.20x as long as in one of 64; the worst, of 192: 1.20x as long as in one of 64' },
    ]);
  });

  it('is missed beyond, measured from the best of the shorter ones', () => {
    expect(only({ prompts: prompts(128, 128, 192 * 1.25, 256) }, /prefill/)).toMatchObject([{ met: false, words: 'a token of the longest prompt, of 256: 1.00x as long as in one of 128; the worst, of 192: 1.25x as long as in one of 128' }]);
  });
});

it('asks nothing of what was not measured', () => {
  expect(checksOf(findings())).toEqual([]);
  expect(checksOf(findings({ passes: [pass()] }))).toEqual([]);
});
