import { expect, test } from 'vitest';
import { goodPrompts, linkOf, longestPrompt, startValues, valuesOfLink } from './controls';

test('a link brings back what it was made of', () => {
  const values = { prompt: 'Tom had', layer: 3, head: 7 };
  expect(valuesOfLink(linkOf(values))).toEqual(values);
});

test('what a link says wrongly is as if it were not said; a longer text is cut', () => {
  expect(valuesOfLink({ settings: { layer: -1, head: 1.5 } })).toEqual(startValues);
  expect(valuesOfLink({ prompt: 'x'.repeat(500) }).prompt).toHaveLength(longestPrompt);
  expect(valuesOfLink({ prompt: '' }).prompt).toBe('');
});

test('every prompt that is offered fits', () => {
  for (const prompt of goodPrompts) expect(prompt.length).toBeLessThan(longestPrompt);
});
