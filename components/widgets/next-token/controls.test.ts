import { expect, test } from 'vitest';
import { changed, linkOf, requestOf, startValues, topKStop, topKStops, valuesOfLink } from './controls';

test('a link brings back what it was made of', () => {
  const values = { prompt: 'Tom had', cut: false, temperature: 1.2, topK: 0, topP: 0.9, seed: 7 };
  expect(valuesOfLink(linkOf(values, [1, 2]))).toEqual(values);
});

test('a cut prompt stays cut while sliders move and in a link, until the prompt changes', () => {
  const cut = changed({ ...startValues, prompt: 'long' }, { cut: true });
  const warmer = changed(cut, { temperature: 1.4 });
  expect(requestOf(warmer).cutPrompt).toBe(true);
  expect(valuesOfLink(linkOf(warmer, []))).toEqual(warmer);
  const other = changed(warmer, { prompt: 'short' });
  expect(requestOf(other).cutPrompt).toBeUndefined();
  expect(linkOf(other, []).settings).not.toHaveProperty('cut');
  expect(valuesOfLink({ settings: { cut: 'yes' } }).cut).toBe(false);
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
