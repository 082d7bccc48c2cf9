import { expect, it } from 'vitest';
import { linkOf, settingsOfLink, startSettings } from './settings';

it('a link brings back what it was made of', () => {
  const settings = { model: 'Llama-2-7B', answerTokens: 1000 };
  expect(settingsOfLink(linkOf(settings), ['Llama-2-7B'])).toEqual(settings);
});

it('a link that says nonsense starts from the beginning', () => {
  expect(settingsOfLink({ settings: { model: 'Llama-9', answerTokens: 201 } }, ['Llama-2-7B'])).toEqual(startSettings);
  expect(settingsOfLink({}, [])).toEqual(startSettings);
});
