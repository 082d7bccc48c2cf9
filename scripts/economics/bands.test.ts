import { expect, it } from 'vitest';
import { calibration, type Calibration } from '@/lib/economics/calibration';
import { errorBandsOf } from './bands.mjs';
import { constantsOfBeliefs, countOf } from './fit.mjs';

const kinds = ['decode-batch-1', 'static-batch', 'saturated', 'prefill'];
/** Eleven rows of each kind, scored from 0.9 to 1.1; without their source so many times farther from 1. */
const rows = (farther: number) =>
  kinds.flatMap((group) => Array.from({ length: 11 }, (_, index) => (index - 5) / 50).map((error) => ({ group, fitted: false, ratio: 1 + error, published: 2, withoutSource: 2 * (1 + farther * error) })));

it('a band is the wider of rows that were not fitted and rows whose source was left out', () => {
  expect(errorBandsOf(rows(0.5))).toMatchObject({ 'decode-batch-1': [0.92, 1.08], prefill: [0.92, 1.08] });
  expect(errorBandsOf(rows(3))).toMatchObject({ 'static-batch': [0.76, 1.24], saturated: [0.76, 1.24] });
});

it('fitted rows count only without their source', () => {
  const fitted = rows(1).map((row) => ({ ...row, fitted: true, ratio: 9 }));
  expect(errorBandsOf([...rows(1), ...fitted])).toEqual(errorBandsOf(rows(1)));
});

it('too few rows earn no band', () => {
  expect(() => errorBandsOf(rows(1).slice(2))).toThrow('Of decode-batch-1, 9 rows are scored');
  expect(() => errorBandsOf(rows(1).map((row) => ({ ...row, withoutSource: null })))).toThrow('0 without their source');
});

it('a constant that stays as it was believed is not counted as fitted', () => {
  const beliefs = constantsOfBeliefs() as unknown as Calibration;
  expect(countOf(beliefs)).toBe(0);
  expect(countOf({ ...beliefs, unpackFlops: { ...beliefs.unpackFlops, byte: 2.19 }, layerSeconds: { all: 1e-4, by: { vllm: 0.9 } } })).toBe(3);
  expect(countOf({ ...beliefs, unpackFlops: calibration.unpackFlops })).toBe(2);
});
