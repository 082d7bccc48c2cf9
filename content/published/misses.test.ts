import { describe, expect, it } from 'vitest';
import { missReasons } from './misses';
import { parsePredictionTable } from './predictions';
import json from './predictions.json';
import { rowSources } from './row-sources';

const { rows } = parsePredictionTable(json);

describe('reasons of misses', () => {
  it('are of rows that have a prediction, and that are off by a tenth at least', () => {
    const ratios = new Map(rows.map(({ id, ratio }) => [id, ratio]));
    for (const id of Object.keys(missReasons)) {
      expect(ratios.has(id), id).toBe(true);
      expect(Math.abs(Math.log(ratios.get(id)!)), id).toBeGreaterThan(0.1);
    }
  });

  it('are given for every held-out row of the page that is off by more than a factor of two', () => {
    const unexplained = rows.filter(({ fitted, ratio, source, id }) => !fitted && rowSources[source] && Math.abs(Math.log(ratio)) > Math.log(2) && !missReasons[id]);
    expect(unexplained.map(({ id }) => id)).toEqual([]);
  });
});
