import { describe, expect, it } from 'vitest';
import type { PredictedRow } from '@/content/published/predictions';
import { agreementOf, byDistance, scoresOf } from './agreement';

const row = (id: string, ratio: number, rest: Partial<PredictedRow> = {}): PredictedRow => ({
  id,
  source: 'a paper',
  model: 'Llama-2-7B',
  hardware: 'A100',
  precision: 'fp16',
  setting: '',
  metric: 'ttft',
  unit: 'ms',
  predicted: 100 * ratio,
  published: 100,
  ratio,
  fitted: false,
  withoutSource: null,
  group: 'prefill',
  ...rest,
});

describe('agreement', () => {
  it('is the median and the worst of relative errors, and counts of rows near enough', () => {
    const found = agreementOf([1, 1.25, 0.75, 0.5, 2, 2.5])!;
    expect(found).toEqual({ rows: 6, medianError: 0.375, worstRatio: 2.5, withinQuarter: 3, withinTwice: 5 });
  });

  it('has the one in the middle of an odd number as its median', () => {
    expect(agreementOf([1.1, 3, 0.8])!.medianError).toBeCloseTo(0.2, 12);
  });

  it('knows that a third is farther off than double', () => {
    expect(agreementOf([2, 0.33])!.worstRatio).toBe(0.33);
  });

  it('of nothing is nothing', () => {
    expect(agreementOf([])).toBeNull();
  });
});

describe('scores', () => {
  it('keep fitted rows from scored ones, and divide what was predicted without its source by what was published', () => {
    const scores = scoresOf([row('a', 1.1), row('b', 1.3, { fitted: true, withoutSource: 160 }), row('c', 0.8, { withoutSource: 60 })]);
    expect([scores.scored!.rows, scores.fitted!.rows, scores.withoutSource!.rows]).toEqual([2, 1, 2]);
    expect(scores.fitted!.medianError).toBeCloseTo(0.3, 12);
    expect(scores.withoutSource!.medianError).toBeCloseTo(0.5, 12);
    expect(scores.withoutSource!.worstRatio).toBeCloseTo(0.6, 12);
  });

  it('are none where no row counts', () => {
    expect(scoresOf([row('a', 1)])).toMatchObject({ fitted: null, withoutSource: null });
  });
});

it('rows come worst first', () => {
  expect(byDistance([row('near', 1.1), row('low', 0.3), row('high', 2)]).map(({ id }) => id)).toEqual(['low', 'high', 'near']);
});
