import { describe, expect, it } from 'vitest';
import { publishedFigures } from '@/content/published-figures';
import json from '@/content/published/predictions.json';
import { sources } from '@/content/sources';
import { bySource } from './by-source';
import { measurements, undatedMeasurements } from './measurements';

const usage = new Map([
  ['/a/', { tables: new Set(['content/prices']), facts: new Set<string>() }],
  ['/b/', { tables: new Set<string>(), facts: new Set(['gpt-5-input-price']) }],
]);
const entries = bySource([...publishedFigures, ...measurements], usage);
const entry = (id: string) => entries.find((other) => other.id === id)!;

describe('figures by source', () => {
  it('has every source once, and every figure once', () => {
    expect(entries.map(({ id }) => id).toSorted()).toEqual(Object.keys(sources).toSorted());
    expect(entries.flatMap(({ groups }) => groups.flatMap(({ figures }) => figures))).toHaveLength(publishedFigures.length + measurements.length);
  });

  it('groups by the pages that show them, those on most pages first', () => {
    const [both, one, ...others] = entry('llm-prices').groups;
    expect(both.pages).toEqual(['/a/', '/b/']);
    expect(both.figures.map(({ what }) => what)).toEqual(['GPT-5: input']);
    expect(one.pages).toEqual(['/a/']);
    expect(others).toEqual([]);
    expect(entry('chinchilla').groups.map(({ pages }) => pages)).toEqual([[]]);
  });
});

describe('measurements by others', () => {
  it('are the rows that /economics shows, ratios aside, in words', () => {
    expect(measurements.length).toBeGreaterThan(200);
    for (const { what, value } of measurements) {
      expect(what).toMatch(/: (time|tokens)/);
      expect(value).toBeGreaterThan(0);
    }
  });

  it('and those without a date are every predicted row', () => {
    expect(undatedMeasurements).toBeGreaterThan(0);
    expect(measurements.length + undatedMeasurements).toBe(json.rows.filter(({ unit }) => unit !== 'ratio').length);
  });
});
