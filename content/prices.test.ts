import { describe, expect, it } from 'vitest';
import { prices } from './prices';
import { textRows } from './published/test-rows';
import { sources } from './sources';

const inDollars = (text: string) => text.split('/').map((part) => (part.trim() === '' ? undefined : Number(part)));

describe('API prices', () => {
  it('name a model and who serves it once', () => {
    const names = prices.map(({ model, host }) => `${model}, ${host ?? 'its maker'}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(25);
  });

  it('are as of the day of their source', () => {
    for (const { model, asOf, source } of prices) expect(asOf, model).toBe(sources[source].date);
  });

  it('ask more for writing than for reading, or the same, and less for what is cached', () => {
    for (const { model, input, output, cached } of prices) {
      expect(input, model).toBeGreaterThan(0);
      expect(output, model).toBeGreaterThanOrEqual(input);
      if (cached !== undefined) expect(cached, model).toBeLessThan(input);
    }
  });

  it('are those of the published rows, but for the one that is in dispute', () => {
    const kept = prices.filter(({ alsoIn }) => alsoIn === 'llm-prices').map(({ input, output, cached }) => [input, output, cached]);
    const rows = textRows('price_input/output/cached').filter(({ note }) => !note.includes('CONFLICT'));
    for (const { model, value } of rows) expect(kept, model).toContainEqual(inDollars(value));
    expect(kept).toHaveLength(rows.length);
  });
});
