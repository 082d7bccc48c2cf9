import { expect, test } from 'vitest';
import { linkOf, startValues, topKStop, topKStops, valuesOfLink } from './controls';

test('a link brings back what it was made of', () => {
  const values = { prompt: 'Tom had', temperature: 1.2, topK: 0, topP: 0.9, seed: 7 };
  expect(valuesOfLink(linkOf(values, [1, 2]))).toEqual(values);
});

test('what a link says wrongly is as if it were not said', () => {
  const settings = { temperature: -1, topK: 1.5, topP: 0, seed: 2 ** 40, other: 'x' };
  expect(valuesOfLink({ settings })).toEqual(startValues);
  expect(valuesOfLink({ prompt: '', settings: { temperature: 'hot' } })).toEqual({ ...startValues, prompt: '' });
});

test('any top-k has its place on the slider', () => {
  for (const [position, stop] of topKStops.entries()) expect(topKStop(stop)).toBe(position);
  expect(topKStops[topKStop(45)]).toBe(60);
  expect(topKStops[topKStop(5000)]).toBe(0);
});
