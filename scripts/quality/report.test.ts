import { describe, expect, test } from 'vitest';
import { beyondBudget, changeToF32, table } from './report.mjs';

const row = (precision: string, perplexity: number, backend = 'cpu') => ({
  model: 'pocket-5m', backend, precision, weightBytes: 5_263_872, bitsPerWeight: 8.505, perplexity, klToF32: 0.0000754, top1Agreement: 0.9974,
});

describe('budgets', () => {
  test('q8 within 0.1 % and q4 within 2 % pass, above or below', () => {
    expect(beyondBudget([row('f32', 20), row('f16', 20), row('q8', 20.0199), row('q4', 20.399), row('q2', 40)])).toEqual([]);
    expect(beyondBudget([row('f32', 20), row('q8', 19.9801), row('q4', 19.601)])).toEqual([]);
  });

  test.for([
    ['q8', 20.021, 'q8 on cpu has a perplexity of 20.021, 0.10 % from f32\'s 20.000; 0.1 % is allowed.'],
    ['q8', 19.97, 'q8 on cpu has a perplexity of 19.970, -0.15 % from f32\'s 20.000; 0.1 % is allowed.'],
    ['q4', 20.5, 'q4 on cpu has a perplexity of 20.500, 2.50 % from f32\'s 20.000; 2.0 % is allowed.'],
    ['q4', NaN, 'q4 on cpu has a perplexity of NaN, NaN % from f32\'s 20.000; 2.0 % is allowed.'],
  ] as const)('%s at %d is told', ([precision, perplexity, complaint]) => {
    expect(beyondBudget([row('f32', 20), row(precision, perplexity)])).toEqual([complaint]);
  });

  test('each backend is held against its own f32', () => {
    const rows = [row('f32', 20), row('q8', 20), row('f32', 30, 'webgpu'), row('q8', 30, 'webgpu')];
    expect(beyondBudget(rows)).toEqual([]);
    expect(changeToF32(rows, rows[3])).toBe(0);
  });
});

test('the table: a line a row, words to the left, numbers to the right', () => {
  expect(table([row('f32', 20), row('q8', 20.01)])).toBe(
    [
      'model      backend  precision  weight bytes  bits per weight  perplexity    to f32  KL to f32  top-1 agreement',
      'pocket-5m  cpu      f32           5,263,872             8.51     20.0000   0.000 %  0.0000754          99.74 %',
      'pocket-5m  cpu      q8            5,263,872             8.51     20.0100  +0.050 %  0.0000754          99.74 %',
    ].join('\n'),
  );
});
