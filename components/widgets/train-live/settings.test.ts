import { describe, expect, it } from 'vitest';
import type { LinkState } from '@/lib/engine-client/url-state';
import { defaultOptions } from '@/lib/training/options';
import { linkOf, optionsOf, settingsOfLink, startSettings, type TrainSettings } from './settings';

describe('a link to the training', () => {
  it('brings back what it was made of', () => {
    const settings: TrainSettings = { corpus: 'course', steps: 200, learningRate: 0.01, seed: 7 };
    expect(settingsOfLink(linkOf(settings))).toEqual(settings);
    expect(JSON.stringify(linkOf(settings))).not.toContain('prompt');
  });

  it.each<LinkState>([{ settings: { corpus: 'x', steps: 1.5, rate: -1, seed: -1 } }, { settings: { steps: 1e9, rate: 1e9, seed: 0.5 } }, { settings: { steps: '20' } }, {}])('that says %j wrongly or not at all starts from the beginning', (link) => {
    expect(settingsOfLink(link)).toEqual(startSettings);
  });
});

describe('the options of a run', () => {
  it('leave the recipe as it is at the start', () => {
    expect({ ...defaultOptions, ...optionsOf(startSettings) }).toEqual(defaultOptions);
  });

  it('look and keep often enough in a short run', () => {
    expect(optionsOf({ ...startSettings, steps: 20 })).toMatchObject({ steps: 20, warmupSteps: 4, heldoutEvery: 4, sampleEvery: 4, checkpointEvery: 4 });
    expect(optionsOf({ ...startSettings, steps: 1 }).sampleEvery).toBe(1);
  });
});
