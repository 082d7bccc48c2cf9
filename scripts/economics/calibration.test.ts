import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import committedPredictions from '@/content/published/predictions.json';
import * as agreement from '@/lib/economics/agreement';
import * as calibration from '@/lib/economics/calibration';
import * as find from '@/lib/economics/find';
import * as memory from '@/lib/economics/memory';
import * as parallel from '@/lib/economics/parallel';
import * as precision from '@/lib/economics/precision';
import * as predict from '@/lib/economics/predict';
import * as roofline from '@/lib/economics/roofline';
import * as software from '@/lib/economics/software';
import type { Software } from '@/lib/economics/request';
import * as stepTime from '@/lib/economics/step-time';
import { answersOf } from './answers.mjs';
import { errorBandsOf } from './bands.mjs';
import { compare, fittedQuestions, isFittedId } from './compare.mjs';
import { parseCsv } from './csv.mjs';
import { constantsOfBeliefs, countOf, fit } from './fit.mjs';
import { beyondGates } from './gates.mjs';
import { questionOf } from './questions.mjs';
import { tableOf } from './table.mjs';

const house = { agreement, calibration, find, memory, parallel, precision, predict, roofline, software, stepTime };
const committed = calibration.calibration;
const answer = answersOf(house);
const questions = parseCsv(readFileSync(new URL('../../content/published/rows.csv', import.meta.url), 'utf8')).map((row: Record<string, string>) => questionOf(row, find));
const table = tableOf(
  compare(questions, answer, committed, ({ id }) => isFittedId(id)),
  countOf(committed),
  house,
);

/** Every number of a tree, by its path. */
function numbers(tree: unknown, path = ''): Record<string, number> {
  if (typeof tree === 'number') return { [path]: tree };
  return Object.assign({}, ...Object.entries(tree as object).map(([name, part]) => numbers(part, `${path}/${name}`)));
}

describe('the constants', () => {
  it('are what the fit gives on rows with even ids', () => {
    const { constants } = fit(fittedQuestions(questions, answer, constantsOfBeliefs()), answer, house);
    const fitted = numbers({ ...constants, errorBands: errorBandsOf(committedPredictions.rows) });
    expect(Object.keys(fitted).toSorted()).toEqual(Object.keys(numbers(committed)).toSorted());
    // The last of three digits may fall otherwise where a processor rounds a power otherwise.
    for (const [path, value] of Object.entries(numbers(committed))) expect(Math.abs(fitted[path] / value - 1), path).toBeLessThan(0.011);
  });

  it('are physical: no share of a peak above all of it, no time below nothing', () => {
    for (const { kind, software: engine, hardware, request } of questions) {
      if (kind !== 'request') continue;
      const constants = calibration.constantsFor(committed, { software: engine as Software, hardware, precision: request.weightPrecision, experts: request.model.activeParameters !== undefined });
      for (const value of Object.values(numbers(constants))) expect(value).toBeGreaterThanOrEqual(0);
      expect(Math.max(constants.bandwidthShare, constants.arithmeticShare)).toBeLessThan(1);
    }
  });

  it('an engine that nobody fitted has those of all, and a pair that nobody measured those of its parts', () => {
    const hardware = find.findHardware('H100-SXM-80GB')!;
    const { all, by } = committed.bandwidthShare;
    const share = (engine: 'other' | 'mlc') => calibration.constantsFor(committed, { software: engine, hardware, precision: 'f16', experts: false }).bandwidthShare;
    expect(share('other')).toBeCloseTo(all * by.stacked);
    expect(share('mlc')).toBeCloseTo(all * by.stacked * by.mlc);
  });

  it('are pairs where they are error bands', () => {
    for (const band of Object.values(committed.errorBands)) expect(band).toHaveLength(2);
  });
});

describe('the predictions', () => {
  it('are as close to rows that were not fitted as issue 6 asks', () => {
    expect(beyondGates(table, house)).toEqual([]);
  });

  it('are the ones that the page shows', () => {
    const shown = ({ withoutSource: _, ...row }: Record<string, unknown>) => row;
    expect(committedPredictions.rows.map(shown), 'content/published/predictions.json is old: npm run economics').toEqual(table.rows.map(shown));
    expect(committedPredictions.others).toEqual(table.others);
  });

  it('cover every row of the file, once: predicted, or with a reason', () => {
    const ids = [...table.rows.filter(({ group }: { group: string }) => group !== 'precision-ratio'), ...table.others].map(({ id }: { id: string }) => id);
    expect(ids.toSorted()).toEqual(questions.map(({ row }) => row.id).toSorted());
  });
});
