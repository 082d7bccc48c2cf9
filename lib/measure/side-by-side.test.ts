import { describe, expect, it } from 'vitest';
import { ratiosOf } from '@/bench/side-by-side/ratios.mjs';
import { comparisonsOf, outcomeOf, rowsOfMeasure } from './side-by-side';
import { madeUpRow, madeUpRun } from '@/content/bench/test-run';

const run = madeUpRun([
  madeUpRow('ours cpu q4', 'decode', [390, 400, 410]),
  madeUpRow('ours cpu q8', 'decode', [280, 300, 320]),
  madeUpRow('ours webgpu q8', 'decode', 30),
  madeUpRow('wllama wasm q8', 'decode', [190, 200, 210]),
  madeUpRow('wllama wasm q8 2', 'decode', 900),
  madeUpRow('wllama wasm q4', 'decode', [405, 420, 430]),
  madeUpRow('transformers.js wasm q8', 'decode', 100),
  madeUpRow('transformers.js webgpu q8', 'decode', 40),
  madeUpRow('ours cpu q8', 'first-token-cold', 300),
  madeUpRow('wllama wasm q8', 'first-token-cold', 700),
  madeUpRow('transformers.js wasm q8', 'first-token-cold', 600),
  madeUpRow('ours cpu q8', 'model-bytes', 11e6),
  madeUpRow('ours cpu q8', 'other-bytes', [1e5, 1e5, 2e5]),
  madeUpRow('wllama wasm q8', 'model-bytes', 6e6),
]);

describe('ours beside the others', () => {
  it('is compared with the best of like means, at the same precision', () => {
    const decode = rowsOfMeasure(run, 'decode');
    expect(comparisonsOf(decode, 'processor').map(({ precision, best, ratio, outcome }) => [precision, best.contestant, ratio, outcome])).toEqual([
      ['q8', 'wllama', 1.5, 'better'],
      ['q4', 'wllama', 400 / 420, 'level'],
    ]);
    expect(comparisonsOf(decode, 'webgpu').map(({ ratio, outcome }) => [ratio, outcome])).toEqual([[0.75, 'worse']]);
  });

  it('takes the least of times', () => {
    expect(comparisonsOf(rowsOfMeasure(run, 'first-token-cold'), 'processor')).toMatchObject([{ best: { contestant: 'transformers.js' }, ratio: 0.5, outcome: 'better' }]);
  });

  it('has the ratios of the table that the command prints', () => {
    const printed = ratiosOf(run.rows.map((row) => ({ ...row, version: '1', device: '', date: '' })));
    const shown = (['decode', 'first-token-cold'] as const).flatMap((measure) => (['processor', 'webgpu'] as const).flatMap((means) => comparisonsOf(rowsOfMeasure(run, measure), means)));
    expect(printed.length).toBeGreaterThan(3);
    expect(shown.map(({ precision, ratio, best }) => `${precision} ${ratio} ${best.contestant}`).toSorted()).toEqual(printed.map(({ precision, ratio, against }) => `${precision} ${ratio} ${against}`).toSorted());
  });

  it('adds up all bytes, where both parts are known', () => {
    expect(rowsOfMeasure(run, 'total-bytes')).toMatchObject([{ contestant: 'ours', measure: 'total-bytes', unit: 'bytes', min: 11.1e6, median: 11.1e6, max: 11.2e6 }]);
  });

  it('lists rows by precision, most bits first', () => {
    expect(new Set(rowsOfMeasure(run, 'decode').map(({ precision }) => precision))).toEqual(new Set(['q8', 'q4']));
    expect(rowsOfMeasure(run, 'decode').at(-1)?.precision).toBe('q4');
  });
});

it('two that overlap are level, and of times the smaller is the better', () => {
  const [speed] = rowsOfMeasure(run, 'decode');
  expect(outcomeOf({ ...speed, min: 10, max: 12 }, { ...speed, min: 12, max: 14 })).toBe('level');
  expect(outcomeOf({ ...speed, min: 10, max: 12 }, { ...speed, min: 12.1, max: 14 })).toBe('worse');
  expect(outcomeOf({ ...speed, unit: 'ms', min: 10, max: 12 }, { ...speed, unit: 'ms', min: 12.1, max: 14 })).toBe('better');
});
