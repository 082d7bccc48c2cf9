import { describe, expect, it } from 'vitest';
import { madeUpRow, madeUpRun } from '@/content/bench/test-run';
import { besideOf, caseOf, measuresOf } from './figures';
import type { OwnRun } from './measurement';
import { linkOf, orderOf, settingsOfLink, startSettings } from './settings';

const run: OwnRun = {
  backend: 'cpu',
  precision: 'q8',
  device: 'a test',
  at: 5,
  fromCache: true,
  firstTokenMs: 400,
  prefillTokensPerSecond: 900,
  prefillSamples: 4,
  decodeTokensPerSecond: 300,
  decodeTokens: 128,
  together: 8,
  togetherTokensPerSecond: 1_200,
};

const published = madeUpRun([
  madeUpRow('ours cpu q8', 'decode', 310),
  madeUpRow('ours webgpu q8', 'decode', 30),
  madeUpRow('wllama wasm q8', 'decode', 200),
  madeUpRow('wllama wasm q8 2', 'decode', 390),
  madeUpRow('transformers.js wasm q8', 'decode', 100),
  madeUpRow('ours cpu q8', 'first-token-warm', 420),
  madeUpRow('ours cpu q8', 'first-token-cold', 700),
  madeUpRow('transformers.js wasm q8', 'first-token-warm', 900),
  madeUpRow('wllama wasm q8', 'first-token-warm', 1_100),
]);
const values = (own: OwnRun) => besideOf(own, published).map(({ whose, figures }) => [whose, figures['first-token']?.measure.value, figures.decode?.measure.value, figures.decode?.contestant]);

describe('a run of the reader’s', () => {
  it('is told as measured here, and where a figure is missing, as none', () => {
    expect(measuresOf(run).decode).toEqual({ name: 'decode', value: 300, unit: 'tokens/s', provenance: { kind: 'measured', device: 'a test', at: 5, samples: 128 } });
    expect(measuresOf({ ...run, decodeTokensPerSecond: null }).decode).toBeNull();
    expect(caseOf(run)).toBe('cpu-q8');
  });

  it('stands beside what was published of like means, each figure by whoever is best at it', () => {
    expect(values(run)).toEqual([['ours', 420, 310, 'ours'], ['best', 900, 200, 'wllama']]);
    expect(besideOf(run, published)[0].figures.decode?.measure.provenance).toEqual({ kind: 'recorded', device: 'a processor that is made up, 2 cores, Chromium 0', date: '2026-11-23' });
  });

  it('is set beside first visits where the model had to come first', () => {
    expect(values({ ...run, fromCache: false })).toEqual([['ours', 700, 310, 'ours'], ['best', undefined, 200, 'wllama']]);
  });

  it('has nobody beside it where nobody has that precision there', () => {
    expect(values({ ...run, backend: 'webgpu' })).toEqual([['ours', undefined, 30, 'ours']]);
    expect(besideOf({ ...run, precision: 'f32' }, published)).toEqual([]);
  });
});

describe('settings', () => {
  it('come back from a link, and what it says wrongly is as at the start', () => {
    const settings = { backend: 'cpu', precision: 'q4' } as const;
    expect(settingsOfLink(linkOf(settings))).toEqual(settings);
    expect(settingsOfLink({ settings: { backend: 'tpu', precision: 7 } })).toEqual(startSettings);
    expect(settingsOfLink({})).toEqual(startSettings);
  });

  it('leave the engine to the address of the page, unless the reader chose', () => {
    expect([orderOf(startSettings, 'cpu'), orderOf(startSettings, 'auto'), orderOf({ ...startSettings, backend: 'webgpu' }, 'cpu'), orderOf(startSettings, 'recorded')]).toEqual(['cpu', 'auto', 'webgpu', 'auto']);
  });
});
