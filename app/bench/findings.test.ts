import { describe, expect, it } from 'vitest';
import { rowsOfMeasure } from '@/lib/measure/side-by-side';
import { madeUpRow, madeUpRun } from '@/content/bench/test-run';
import { findingOf, listed, threadsRemark } from './findings';
import { shownMeasures } from './shown';

const shown = (name: string) => shownMeasures.find((measure) => measure.name === name)!;
/** Speeds as `contestant backend precision threads: value`. */
const decode = (speeds: Readonly<Record<string, number>>) => rowsOfMeasure(madeUpRun(Object.entries(speeds).map(([of, value]) => madeUpRow(of, 'decode', value))), 'decode');

describe('the title of a chart', () => {
  it('says how much faster ours is', () => {
    const rows = decode({ 'ours cpu q8': 300, 'wllama wasm q8': 200, 'ours cpu q4': 393, 'wllama wasm q4': 300, 'ours webgpu q8': 120, 'transformers.js webgpu q8': 10 });
    expect(findingOf(shown('decode'), rows)).toBe('Writing one text, ours against the best other: on the processor 1.31 to 1.5 times as fast; on WebGPU 12 times as fast');
  });

  it('says where ours is slower, and where nobody can tell', () => {
    const rows = decode({ 'ours cpu q8': 300, 'wllama wasm q8': 200, 'ours cpu q4': 240, 'wllama wasm q4': 300, 'ours cpu f16': 100, 'wllama wasm f16': 100 });
    expect(findingOf(shown('decode'), rows)).toBe('Writing one text, ours against the best other: on the processor 1.5 times as fast at q8, level at f16, slower at q4 (0.8 times as fast)');
    expect(findingOf(shown('decode'), decode({ 'ours webgpu q8': 10, 'transformers.js webgpu q8': 80 }))).toContain('on WebGPU slower (0.13 times as fast)');
  });

  it('says nothing of a precision that ours or the others have not', () => {
    expect(findingOf(shown('decode'), decode({ 'ours cpu q8': 300, 'wllama wasm q4': 200 }))).toBe('Writing one text: nobody to compare ours with at the same precision');
  });

  it('tells bytes and times as shares', () => {
    const run = madeUpRun([madeUpRow('ours cpu q8', 'other-bytes', 70e3), madeUpRow('wllama wasm q8', 'other-bytes', 2_200e3), madeUpRow('ours cpu q8', 'first-token-warm', 996), madeUpRow('wllama wasm q8', 'first-token-warm', 800)]);
    expect(findingOf(shown('other-bytes'), rowsOfMeasure(run, 'other-bytes'))).toBe('Bytes besides the model, ours against the best other: on the processor 3.2% of the bytes');
    expect(findingOf(shown('first-token-warm'), rowsOfMeasure(run, 'first-token-warm'))).toContain('slower (125% of the time)');
  });
});

describe('the remark on threads', () => {
  it('is made where more threads leave ours behind', () => {
    const rows = decode({ 'ours cpu q8': 300, 'wllama wasm q8': 200, 'wllama wasm q8 4': 600, 'ours cpu q4': 300, 'wllama wasm q4 4': 290 });
    expect(threadsRemark(rows)).toBe('At q8 wllama with 4 threads is 2 times as fast as ours with 1.');
  });

  it('is none where they do not', () => {
    expect(threadsRemark(decode({ 'ours cpu q8': 300, 'wllama wasm q8 4': 290 }))).toBe('');
  });
});

it('lists words as a sentence does', () => {
  expect([['f32'], ['f32', 'q8'], ['f32', 'f16', 'q8']].map(listed)).toEqual(['f32', 'f32 and q8', 'f32, f16 and q8']);
});
