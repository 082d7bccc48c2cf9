import { describe, expect, it } from 'vitest';
import { linkOf, requestOf, settingsOfLink, startSettings } from './settings';

const steps = [0, 30, 2400];

describe('a link to the replay', () => {
  it('brings back what it was made of', () => {
    const settings = { step: 2400, prompt: 'Tom was sad', seed: 7 };
    expect(settingsOfLink(linkOf(settings), steps)).toEqual(settings);
  });

  it.each([
    [{ settings: { step: 31, seed: -1 } }],
    [{ settings: { step: '30', seed: 1.5 } }],
    [{}],
  ])('that says %j wrongly or not at all starts from the beginning', (link) => {
    expect(settingsOfLink(link, steps)).toEqual(startSettings);
  });
});

it('every checkpoint is asked the same', () => {
  expect(requestOf({ ...startSettings, prompt: 'a', seed: 3 })).toEqual(requestOf({ prompt: 'a', seed: 3 }));
  expect(requestOf(startSettings).sampling.seed).toBe(startSettings.seed);
});
