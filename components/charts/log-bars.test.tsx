import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Measure } from '@/lib/measure/measure';
import { LogBars } from './log-bars';

const measure = (value: number): Measure => ({ name: 'work', value, unit: 'flops', provenance: { kind: 'assumed', by: 'page' } });
const widthsOf = (values: readonly number[], power = 12) =>
  [...renderToStaticMarkup(<LogBars label="Work" bars={values.map((value, key) => ({ key: String(key), label: `bar ${key}`, measure: measure(value), case: 'x', mark: 'training' }))} power={power} every={3} unit="operations" />).matchAll(/width:([\d.]+)%/g)].map(([, width]) => Number(width));

it('a thousand times more is the same length longer, wherever it is', () => {
  const [first, second, third] = widthsOf([1e3, 1e6, 1e9]);
  expect(second - first).toBeCloseTo(third - second, 6);
  expect(first).toBeCloseTo(25, 6);
});

it('keeps to its axis', () => {
  expect(widthsOf([0, 0.5, 1, 1e12, 1e30])).toEqual([0, 0, 0, 100, 100]);
});

it('says each figure with its case, and every tick', () => {
  const markup = renderToStaticMarkup(<LogBars label="Work" bars={[{ key: 'a', label: 'Training', measure: measure(6e13), case: 'pocket', mark: 'training' }]} power={6} every={3} unit="operations" />);
  for (const said of ['data-measure="work"', 'data-value="60000000000000"', 'data-case="pocket"', '60.0 trillion operations', '10<sup>3</sup>', '10<sup>6</sup>']) expect(markup).toContain(said);
});
