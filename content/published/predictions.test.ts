import { describe, expect, it } from 'vitest';
import { parsePredictionTable } from './predictions';

/** As `npm run economics` writes it, of two rows. */
const made = () => ({
  fittedConstants: 12,
  rows: [
    {
      id: 'V001',
      source: 'github:someone/benchmarks README.md',
      model: 'Llama-3-8B',
      hardware: 'RTX 4090 24GB',
      precision: 'Q4_K_M',
      setting: 'batch 1, output 1024',
      metric: 'decode_tok_s',
      unit: 'tok/s',
      predicted: 120.1,
      published: 127.7,
      ratio: 0.9405,
      fitted: false,
      withoutSource: 131.2 as number | null,
      group: 'decode-batch-1',
    },
    {
      id: 'V002',
      source: 'a paper',
      model: 'OPT-13B',
      hardware: 'A100',
      precision: 'fp16',
      setting: '',
      metric: 'kv_capacity',
      unit: 'tokens',
      predicted: 15_729,
      published: 15_700,
      ratio: 1.002,
      fitted: false,
      withoutSource: null,
      group: 'exact',
    },
  ],
  others: [{ id: 'V003', source: 'a price list', metric: 'price', reason: 'a price' }],
});
type Made = ReturnType<typeof made>;

describe('a table of predictions', () => {
  it('is taken as it was made', () => {
    expect(parsePredictionTable(made())).toEqual(made());
  });

  it.each<[string, (table: Made) => unknown]>([
    ['row V001: no group is called decode', (table) => (table.rows[0].group = 'decode')],
    ['row V001: no unit is called tok/s/user', (table) => (table.rows[0].unit = 'tok/s/user')],
    ['row V001: a figure is not above zero', (table) => (table.rows[0].predicted = Number.NaN)],
    ['row V001: a figure is not above zero', (table) => (table.rows[0].withoutSource = -1)],
    ['row V001: ratio is not predicted / published', (table) => (table.rows[0].ratio = 1.2)],
    ['row V001: model is no text', (table) => Reflect.deleteProperty(table.rows[0], 'model')],
    ['row V001: fitted is neither true nor false', (table) => Reflect.deleteProperty(table.rows[0], 'fitted')],
    ['row V001: its id comes twice', (table) => (table.rows[1].id = 'V001')],
    ['unscored row V001: its id comes twice', (table) => (table.others[0].id = 'V001')],
    ['unscored row V003: id, source, metric or reason is missing', (table) => (table.others[0].reason = '')],
    ['no rows, or no others', (table) => Reflect.deleteProperty(table, 'others')],
    ['fittedConstants is no count', (table) => (table.fittedConstants = 1.5)],
  ])('is refused: %s', (what, spoil) => {
    const table = made();
    spoil(table);
    expect(() => parsePredictionTable(table)).toThrow(`${what}. Make the file anew: npm run economics`);
  });

  it('is refused where it is none at all', () => {
    for (const value of [null, [], 'rows', {}]) expect(() => parsePredictionTable(value)).toThrow('no rows, or no others');
  });
});
