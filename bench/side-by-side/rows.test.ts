import { describe, expect, it } from 'vitest';
import { disagreements, rowsOf } from './rows.mjs';
import type { Visited } from './visit.mjs';

const run = { reference: ['a', 'b', 'c', 'd'], device: 'a processor', date: '2026-11-23', versionOf: (_: string, told: string) => `1.0, ${told}` };
const entry = (precision: string) => ({ contestant: 'wllama', backend: 'wasm', precision, threads: 2 });

function visited(decode: number, written: string[] | null, failures: string[] = []): Visited {
  return { version: 'b1', threads: 2, adapter: null, samples: [{ measure: 'decode', unit: 'tokens/s', value: decode }], written, cutBatches: [], failures, remarks: [] };
}

describe('rows', () => {
  const rows = rowsOf(entry('q8'), [visited(30, ['a', 'b', 'x']), visited(10, ['a', 'b', 'c', 'd']), visited(20, ['a', 'b', 'c', 'd'])], run);

  it('have the fields that the command promises', () => {
    expect(rows[0]).toEqual({
      contestant: 'wllama',
      version: '1.0, b1',
      backend: 'wasm',
      precision: 'q8',
      threads: 2,
      measure: 'decode',
      unit: 'tokens/s',
      median: 20,
      min: 10,
      max: 30,
      samples: 3,
      device: 'a processor',
      date: '2026-11-23',
    });
  });

  it('tell how many tokens came and how many agreed', () => {
    expect(rows.map(({ measure, unit, min, max }) => [measure, unit, min, max])).toEqual([
      ['decode', 'tokens/s', 10, 30],
      ['tokens-written', 'tokens', 3, 4],
      ['tokens-agreed', 'tokens', 2, 4],
      ['first-difference', 'tokens', 3, 3],
    ]);
  });

  it('are none of a page that never loaded', () => {
    expect(rowsOf(entry('q8'), [{ ...visited(1, null, ['it failed']), version: null }], run)).toEqual([]);
  });

  it('of a round that failed half-way are those that came', () => {
    const half = rowsOf(entry('q8'), [visited(30, null, ['it failed'])], run);
    expect(half.map(({ measure }) => measure)).toEqual(['decode']);
  });
});

describe('disagreement', () => {
  const ofF32 = (written: string[]) => disagreements(rowsOf(entry('f32'), [visited(1, written)], run));

  it('is where an f32 writes another token', () => {
    expect(ofF32(['a', 'b', 'c', 'd'])).toEqual([]);
    expect(ofF32(['a', 'x', 'c', 'd'])).toEqual(['wllama on wasm in f32 (threads: 2) writes another token 2 than our f32.']);
  });

  it('is not a run that the clock ended early', () => {
    expect(ofF32(['a', 'b'])).toEqual([]);
    expect(disagreements(rowsOf(entry('f32'), [visited(1, ['a', 'b']), visited(1, ['a', 'b', 'c'])], run))).toEqual([]);
  });

  it('is not asked of quantised weights', () => {
    expect(disagreements(rowsOf(entry('q4'), [visited(1, ['x'])], run))).toEqual([]);
  });

  it('is seen in one round of several', () => {
    const rows = rowsOf(entry('f32'), [visited(1, ['a', 'b', 'c', 'd']), visited(1, ['a', 'b', 'c', 'd']), visited(1, ['x', 'b', 'c', 'd'])], run);
    expect(disagreements(rows)).toHaveLength(1);
  });
});
