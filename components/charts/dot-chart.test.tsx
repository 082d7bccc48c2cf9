import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Measure } from '@/lib/measure/measure';
import { decadesAround, decadesWithin, DotChart } from './dot-chart';

const price = (value: number): Measure => ({ name: 'dollars-per-million-tokens', value, unit: 'USD/million tokens', provenance: { kind: 'assumed', by: 'page' } });

describe('the axis of a dot chart', () => {
  it('ends at the powers of ten round all values', () => {
    expect(decadesAround([0.036, 8.9])).toEqual([0.01, 10]);
    expect(decadesAround([1])).toEqual([1, 10]);
    expect(decadesWithin([0.01, 10])).toEqual([0.01, 0.1, 1, 10]);
  });
});

describe('a dot chart', () => {
  const html = renderToStaticMarkup(<DotChart label="Prices" axis="dollars" dots={[{ key: 'here', label: 'here', low: price(1), mark: 'main' }, { key: 'rented', label: 'rented', low: price(0.01), high: price(100) }]} />);

  it('says each figure with its case, both ends of a range', () => {
    expect([...html.matchAll(/data-case="([^"]+)"/g)].map(([, setting]) => setting)).toEqual(['here', 'rented-lowest', 'rented-highest']);
  });

  it('sets equal ratios equally far apart', () => {
    expect([...html.matchAll(/class="dot" cx="([\d.]+)%"/g)].map(([, place]) => Number(place))).toEqual([50, 1.5, 98.5]);
  });
});
