import { type BenchBackend, type BenchMeasure, benchMeasures, type BenchPrecision, type BenchRow, type BenchRun } from './run';

/** Rows and runs with made-up figures, for tests alone: no page shows them. */

/** `of`: contestant, backend, precision, threads; `values`: least, median and most, or one for all three. */
export function madeUpRow(of: string, measure: BenchMeasure, values: number | readonly [number, number, number]): BenchRow {
  const [contestant, backend, precision, threads = '1'] = of.split(' ');
  const [min, median, max] = typeof values === 'number' ? [values, values, values] : values;
  return { contestant, backend: backend as BenchBackend, precision: precision as BenchPrecision, threads: Number(threads), measure, unit: benchMeasures[measure], median, min, max, samples: 3 };
}

export function madeUpRun(rows: readonly BenchRow[]): BenchRun {
  const names = { f32: 'f32', f16: 'f16', q8: 'q8', q4: 'q4' };
  return {
    date: '2026-11-23',
    device: 'a processor that is made up, 2 cores',
    adapter: null,
    browser: 'Chromium 0',
    emptyPageBytes: 4e8,
    rounds: 3,
    promptTokens: 64,
    tokens: 128,
    seconds: 8,
    load: [0, 0.1],
    versions: { ours: '1', 'transformers.js': '4', wllama: '3' },
    files: { ours: names, 'transformers.js': { ...names, f32: 'fp32' }, wllama: { ...names, q8: 'Q8_0' } },
    remarks: [],
    failures: [],
    rows,
  };
}
