import { describe, expect, it } from 'vitest';
import { estimateMs, reasonToStop, sizesFrom, wordsOf } from './climb';

describe('going up in size', () => {
  it('begins with the smallest, or where it stopped', () => {
    expect(sizesFrom(null)[0]).toBe('SmolLM2-135M');
    expect(sizesFrom('Llama-3.2-3B')).toEqual(['Llama-3.2-3B', 'Llama-3.1-8B', 'Qwen3-8B']);
  });

  it('reckons a size’s time by the last one and the bytes', () => {
    expect(estimateMs('Llama-3.1-8B', 'q4', { shape: 'Llama-3.1-8B', ms: 700 })).toBeCloseTo(700);
    expect(estimateMs('Llama-3.1-8B', 'q4', { shape: 'Llama-3.2-1B', ms: 1_000 })).toBeGreaterThan(1_000);
  });

  it('asks before one that would be slow, and before a climb that has gone on for long, but never before the first', () => {
    expect(reasonToStop('SmolLM2-135M', 'q4', null, 0)).toBeNull();
    expect(reasonToStop('SmolLM2-360M', 'q4', { shape: 'SmolLM2-135M', ms: 500 }, 500)).toBeNull();
    expect(reasonToStop('SmolLM2-360M', 'q4', { shape: 'SmolLM2-135M', ms: 20_000 }, 20_000)).toMatchObject({ code: 'too-slow', shape: 'SmolLM2-360M' });
    expect(reasonToStop('SmolLM2-360M', 'q4', { shape: 'SmolLM2-135M', ms: 500 }, 30_000)).toMatchObject({ code: 'too-slow' });
  });

  it('says why it stopped, and what can be done', () => {
    expect(wordsOf({ code: 'too-slow', shape: 'Llama-3.1-8B', estimateSeconds: 40 })).toMatchObject({ note: expect.stringContaining('about 40 seconds'), button: 'Go on with Llama-3.1-8B' });
    const error = { code: 'out-of-memory', message: 'It needs 1 GB.', remedy: 'Choose q4.', details: {} } as const;
    expect(wordsOf({ code: 'too-large', shape: 'Llama-3.1-8B', error })).toMatchObject({ note: 'Llama-3.1-8B does not fit. It needs 1 GB. Choose q4.' });
  });
});
