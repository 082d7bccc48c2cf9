import { describe, expect, it } from 'vitest';
import { ratiosOf } from './ratios.mjs';
import type { Row } from './rows.mjs';
import { markdown } from './table.mjs';

const row = (contestant: string, backend: string, threads: number, measure: string, [min, median, max]: readonly [number, number, number], precision = 'q8'): Row => ({
  contestant, version: '1.0', backend, precision, threads, measure, unit: measure.endsWith('bytes') ? 'bytes' : 'tokens/s', median, min, max, samples: 3, device: 'a processor', date: '2026-11-23',
});

const rows = [
  row('ours', 'cpu', 1, 'decode', [280, 300, 320]),
  row('ours', 'cpu', 1, 'other-bytes', [70_000, 70_000, 70_000]),
  row('ours', 'cpu', 1, 'tokens-written', [128, 128, 128]),
  row('ours', 'cpu', 1, 'tokens-agreed', [128, 128, 128]),
  row('wllama', 'wasm', 1, 'decode', [190, 200, 210]),
  row('wllama', 'wasm', 2, 'decode', [390, 400, 410]),
  row('wllama', 'wasm', 1, 'other-bytes', [2_200_000, 2_200_000, 2_200_000]),
  row('wllama', 'wasm', 1, 'tokens-written', [128, 128, 128]),
  row('wllama', 'wasm', 1, 'tokens-agreed', [37, 37, 37]),
  row('wllama', 'wasm', 1, 'first-difference', [38, 38, 38]),
  row('transformers.js', 'wasm', 1, 'decode', [90, 100, 110]),
];

const page = (given: readonly Row[], more: Partial<Parameters<typeof markdown>[1]> = {}) =>
  markdown(given, { date: '2026-11-23', device: 'a processor, 2 cores', empty: { browser: 'Chromium 156', peakBytes: 4e8 }, rounds: 3, tokens: 128, seconds: 8, load: [0.1, 0.2], failures: [], remarks: [], ...more });
const lineOf = (text: string, beginning: string) => text.split('\n').find((line) => line.startsWith(beginning));

describe('the table', () => {
  it('names the device, the browser and the versions', () => {
    const text = page(rows);
    expect(text).toContain('a processor, 2 cores. Chromium 156, which holds 400 MB with an empty page. Rounds: 3.');
    expect(text).toContain('- wllama 1.0\n');
  });

  it('has a line for each entry: medians with their spread, a dash for what was not measured', () => {
    expect(lineOf(page(rows), '| ours')).toBe('| ours | cpu | q8 | 1 | – | 70 | – | – | – | 300 (280 to 320) | – | – | – | – | all 128 |');
    expect(lineOf(page(rows), '| wllama')).toBe('| wllama | wasm | q8: Q8_0 | 1 | – | 2,200 | – | – | – | 200 (190 to 210) | – | – | – | – | 37 of 128; then token 38 differs |');
  });

  it('does not call a text that the clock ended whole', () => {
    const cut = [row('ours', 'cpu', 1, 'tokens-written', [8, 9, 9]), row('ours', 'cpu', 1, 'tokens-agreed', [8, 9, 9])];
    expect(lineOf(page(cut), '| ours')).toContain('| all 9 that came in time |');
  });

  it('has as many cells in each line as in its head', () => {
    const tables = page(rows).split('\n\n').filter((part) => part.startsWith('| '));
    expect(tables).toHaveLength(2);
    for (const table of tables) expect(new Set(table.trim().split('\n').map((line) => line.split(' | ').length)).size, table).toBe(1);
  });

  it('says what failed and what is to be remarked, and neither where nothing did', () => {
    const text = page(rows, { failures: ['wllama webgpu q8: no adapter'], remarks: ['ours webgpu q8: cut'] });
    expect(text).toContain('## What failed\n\n- wllama webgpu q8: no adapter\n');
    expect(text).toContain('## Remarks\n\n- ours webgpu q8: cut\n');
    expect(page(rows)).not.toMatch(/## What|## Remarks/);
  });

  it('says so where there is nothing to compare', () => {
    expect(page(rows.filter(({ contestant }) => contestant === 'ours'))).toContain('Nothing to compare.');
  });
});

describe('ratios', () => {
  it('are to the best of the others with like means: one thread against one', () => {
    expect(ratiosOf(rows)).toEqual([
      { means: 'one processor thread', precision: 'q8', title: 'decode', ratio: 1.5, moreIsBetter: true, against: 'wllama' },
      { means: 'one processor thread', precision: 'q8', title: 'bytes besides the model', ratio: 70 / 2_200, moreIsBetter: false, against: 'wllama' },
    ]);
  });

  it('take the least of bytes', () => {
    const lighter = row('transformers.js', 'wasm', 1, 'other-bytes', [1e6, 1e6, 1e6]);
    expect(ratiosOf([...rows, lighter]).find(({ title }) => title === 'bytes besides the model')).toMatchObject({ ratio: 0.07, against: 'transformers.js' });
  });

  it('are none between precisions', () => {
    expect(ratiosOf(rows.filter(({ contestant }) => contestant === 'ours').concat(row('wllama', 'wasm', 1, 'decode', [1, 1, 1], 'q4')))).toEqual([]);
  });
});
