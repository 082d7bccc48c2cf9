import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rowSources } from './published/row-sources';
import { figureTables, publishedFigures } from './published-figures';
import { sources } from './sources';

describe('the register of published figures', () => {
  it('has a source that exists, a date of the calendar and a number for each', () => {
    for (const { what, value, source, date } of publishedFigures) {
      expect(sources, what).toHaveProperty([source]);
      expect(date, what).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
      for (const end of [value].flat()) expect(Number.isFinite(end) && end > 0, `${what}: ${end}`).toBe(true);
    }
  });

  it('uses every source, or the published rows do', () => {
    const used = new Set<string>([...publishedFigures.map(({ source }) => source), ...Object.values(rowSources)]);
    expect(Object.keys(sources).filter((id) => !used.has(id))).toEqual([]);
  });

  it('says once what a lesson quotes from a table', () => {
    const price = publishedFigures.filter(({ what, source }) => what === 'GPT-5: input' && source === 'llm-prices');
    expect(price.map(({ value, origins }) => [value, origins.map(({ kind }) => kind)])).toEqual([[1.25, ['fact', 'table']]]);
  });

  it('names tables that exist', () => {
    for (const table of Object.keys(figureTables)) expect(existsSync(fileURLToPath(new URL(`../${table}.ts`, import.meta.url))), table).toBe(true);
  });
});
