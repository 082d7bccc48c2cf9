import { afterEach, describe, expect, it, vi } from 'vitest';
import { sources } from '@/content/sources';
import { day, provenanceLines, sourcesPlace } from './provenance';

afterEach(() => vi.unstubAllEnvs());

describe('day', () => {
  it.each(['America/New_York', 'UTC', 'Pacific/Auckland'])('is the day that is written, for a reader in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(day('2026-11-23')).toBe('23 November 2026');
  });

  it('names no day or month that is not known', () => {
    expect(day('2023-12')).toBe('December 2023');
    expect(day('2023')).toBe('2023');
  });
});

describe('provenanceLines', () => {
  it('names the device and the number of samples of a measurement', () => {
    const [gist, detail] = provenanceLines({ kind: 'measured', device: 'Test GPU', at: Date.UTC(2026, 10, 23, 12), samples: 1200 });
    expect(gist.text).toBe('Measured here, on this device: Test GPU.');
    expect(detail.text).toMatch(/^1,200 samples, 23 November 2026 at \d\d:\d\d\.$/);
  });

  it('links a published figure to its source', () => {
    const lines = provenanceLines({ kind: 'published', source: 'tinystories' }, sources);
    expect(lines[1].href).toBe('https://arxiv.org/abs/2305.07759');
    expect(lines[1].text).toContain('12 May 2023');
  });

  it('says no more than that where the titles have not come', () => {
    expect(provenanceLines({ kind: 'published', source: 'tinystories' })).toEqual([{ text: 'Published, not measured here.' }]);
  });

  it('says once what several inputs have in common', () => {
    const lines = provenanceLines({ kind: 'derived', formula: 'a comparison', from: [{ kind: 'published', source: 'tinystories' }, { kind: 'published', source: 'llama-3' }] }, sources);
    expect(lines.map(({ text }) => text.split(/[:,]/)[0])).toEqual(['Calculated', 'Published', 'Eldan and Li', 'Llama Team']);
  });

  it('tells what a derived figure was derived from', () => {
    const lines = provenanceLines({
      kind: 'derived',
      formula: 'characters divided by tokens',
      from: [
        { kind: 'counted', what: 'characters of the text' },
        { kind: 'assumed', by: 'reader' },
      ],
    });
    expect(lines.map(({ text }) => text)).toEqual([
      'Calculated: characters divided by tokens.',
      'Counted, exactly: characters of the text.',
      'Assumed: you chose it.',
    ]);
  });
});

describe('sourcesPlace', () => {
  const published = (source: 'tinystories' | 'llama-3') => ({ kind: 'published', source }) as const;

  it('is the source’s own where there is one, however often', () => {
    expect(sourcesPlace(published('tinystories'))?.path).toBe('/sources/#tinystories');
    expect(sourcesPlace({ kind: 'derived', formula: 'a difference', from: [published('llama-3'), published('llama-3')] })?.path).toBe('/sources/#llama-3');
  });

  it('is the whole list where there are several, and nowhere where nothing is published', () => {
    expect(sourcesPlace({ kind: 'derived', formula: 'a ratio', from: [published('llama-3'), published('tinystories')] })?.path).toBe('/sources/');
    expect(sourcesPlace({ kind: 'counted', what: 'letters' })).toBeUndefined();
  });
});
