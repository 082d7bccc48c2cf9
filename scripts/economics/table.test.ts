import { describe, expect, it } from 'vitest';
import { percentile } from './bands.mjs';
import { precisionRatios } from './compare.mjs';
import { report } from './report.mjs';
import { jsonRowsOf } from './table.mjs';
import * as agreement from '@/lib/economics/agreement';

const row = (id: string, format: string, more = {}) => ({ id, source: 's', model: 'm', hardware: 'h', n_devices: '1', 'dtype/quant': format, batch_or_concurrency: '1', prompt_tokens: '0', output_tokens: '9', metric: 'decode_tok_s', value: '10', ...more });
const compared = (id: string, format: string, published: number, predicted: number, fitted = false, more = {}) => ({
  question: { kind: 'request', row: row(id, format, more), published, unit: 'tok/s', group: 'decode-batch-1' },
  predicted,
  fitted,
  withoutSource: predicted / 2,
});
const bits: Record<string, number> = { F16: 16, Q8: 8, Q4: 4 };
const bitsOf = ({ question }: ReturnType<typeof compared>) => bits[question.row['dtype/quant']];

describe('ratios of precisions', () => {
  it('are each row over the widest in the same setting', () => {
    const ratios = precisionRatios([compared('V1', 'Q8', 15, 16), compared('V2', 'F16', 10, 8), compared('V3', 'Q4', 20, 24), compared('V4', 'Q4', 20, 24, false, { hardware: 'other' })], bitsOf);
    expect(ratios.map(({ row: { question }, base, predicted, published, withoutSource }: (typeof ratios)[number]) => [question.row.id, base.question.row.id, predicted, published, withoutSource])).toEqual([
      ['V1', 'V2', 2, 1.5, 2],
      ['V3', 'V2', 3, 2, 3],
    ]);
  });

  it('are scored where neither row was fitted', () => {
    const [ratio] = precisionRatios([compared('V1', 'Q8', 15, 16), compared('V2', 'F16', 10, 8, true)], bitsOf);
    expect(ratio.fitted).toBe(true);
  });
});

describe('JSON', () => {
  it('has a line a row, in the row’s own unit and the file’s order, or a reason', () => {
    const seconds = compared('V1', 'F16', 500, 600, true, { metric: 'ttft', value: '0.5' });
    const refused = { question: { row: row('V2', 'F16'), reason: 'a price' }, reason: 'a price' };
    const excluded = { question: { ...compared('V3', 'F16', 10, 30).question, excluded: 'odd' }, reason: 'odd', predicted: 30 };
    const questions = [refused.question, seconds.question, excluded.question];
    expect(jsonRowsOf(questions, { compared: [seconds], others: [refused, excluded] })).toEqual([
      { id: 'V2', metric: 'decode_tok_s', reason: 'a price' },
      { id: 'V1', metric: 'ttft', predicted: 0.6, published: 0.5, ratio: 1.2, fitted: true },
      { id: 'V3', metric: 'decode_tok_s', reason: 'odd', predicted: 30, published: 10 },
    ]);
  });
});

describe('the report', () => {
  it('has every row, every reason and the scores', () => {
    const line = { id: 'V1', model: 'm', hardware: 'h', precision: 'F16', setting: 'batch 1', metric: 'decode_tok_s', unit: 'tok/s', predicted: 12, published: 10, ratio: 1.2, fitted: false, withoutSource: 13, group: 'decode-batch-1' };
    const excluded = [{ question: { row: row('V3', 'F16'), published: 10, unit: 'tok/s' }, predicted: 30, reason: 'known to mislead: odd' }];
    const text = report({ fittedConstants: 3, rows: [line], others: [{ id: 'V2', reason: 'a price' }] }, excluded, { agreement });
    expect(text).toMatch(/V1 +scored +1\.20 +12 for 10/);
    expect(text).toMatch(/V3 +3\.00.*known to mislead: odd/);
    expect(text).toMatch(/1 {2}a price: V2/);
    expect(text).toMatch(/decode, batch 1 +1 +20\.0 % +1\.20 +1 +30\.0 % +1\.30/);
    expect(text).toContain('3 constants are fitted');
  });
});

describe('a percentile', () => {
  it('lies between neighbours in proportion', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([0, 10], 0.9)).toBeCloseTo(9);
    expect(percentile([4], 0.1)).toBe(4);
  });
});
