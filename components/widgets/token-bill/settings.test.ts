import { expect, test } from 'vitest';
import { linkOf, settingsOfLink, startSettings } from './settings';

test('what a link carries comes back', () => {
  const settings = { ...startSettings, prompt: 'Hello.', cachedShare: 0.5, users: 7, models: ['gpt-4', 'grok-4'] };
  expect(settingsOfLink(linkOf(settings))).toEqual(settings);
});

test('what a link says wrongly is as at the start', () => {
  expect(settingsOfLink({ settings: { users: -1, messages: 'many', answerTokens: 1.5, cachedShare: 90, days: 0, models: 'abacus' } })).toEqual(startSettings);
  expect(settingsOfLink({ settings: { models: 'gpt-4 abacus gpt-4' } }).models).toEqual(['gpt-4']);
});
