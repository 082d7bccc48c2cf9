import { describe, expect, it } from 'vitest';
import type { BenchWork } from '@/content/bench/work';
import { EngineError } from '@/lib/engine/errors';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { fakeLabClient } from '../playground/test-lab-client';
import { type BenchStage, measureOwnRun } from './measurement';

const work: BenchWork = {
  promptTokens: 64,
  tokens: 24,
  seconds: 60,
  warmUpTokens: 8,
  warmUpGaps: 4,
  togetherTokens: 6,
  togetherSeconds: 60,
  prompt: 'the one',
  others: ['warms up', 'a', 'b', 'c'],
  together: ['d', 'e'],
  togetherWarmUp: ['f', 'g'],
};

/** A fake engine, and a clock that goes on by 2 ms whenever it is read. */
function bench({ stopAt = null as string | null } = {}) {
  const fake = fakeLabClient({ precision: 'q8' });
  const abort = new AbortController();
  const client = { ...fake, load: async () => ({ ...(await fake.load()), engine: { ...(await fake.load()).engine, model: { stopId: -1 } } }) } as unknown as typeof fake;
  const stages: BenchStage[] = [];
  let text = '';
  let reading = 0;
  const begin = () =>
    measureOwnRun(client, 'q8', work, {
      now: () => (reading += 2),
      onStage: (stage) => {
        stages.push(stage);
        if (stage === stopAt) abort.abort(new Error('stopped'));
      },
      onText: (now) => (text = now),
      signal: abort.signal,
    });
  return { client, stages, begin, text: () => text };
}

describe('a run of the bench on the reader’s device', () => {
  it('asks for what the command asks for, in its order', async () => {
    const { client, stages, begin, text } = bench();
    const run = await begin();
    const asked = client.asked.filter(({ what }) => what === 'generate').map(({ with: request }) => request as GenerateRequest);
    expect(asked.map(({ prompt, maxTokens }) => [prompt, maxTokens])).toEqual([['the one', 1], ['warms up', 8], ['a', 1], ['b', 1], ['c', 1], ['the one', 24]]);
    expect(asked.every(({ sampling }) => sampling.temperature === 0)).toBe(true);
    expect(client.asked.filter(({ what }) => what === 'batch')).toMatchObject([{ with: { slots: 2, sequences: [{ request: { prompt: 'f', maxTokens: 2 } }, {}] } }, { with: { sequences: [{ request: { prompt: 'd', maxTokens: 6 } }, {}] } }]);
    expect(stages).toEqual(['loading', 'prefill', 'decode', 'together']);
    expect(text().match(/ t\d+/g)).toHaveLength(24);
    expect(run).toMatchObject({ backend: 'cpu', precision: 'q8', device: 'a test', prefillSamples: 3, decodeTokens: 24, together: 2 });
  });

  it('reckons by the clock of the page', async () => {
    const run = await bench().begin();
    // The clock is read once at the request and once at each token.
    expect(run.prefillTokensPerSecond).toBeCloseTo((1_000 * 64) / 2, 6);
    expect(run.decodeTokensPerSecond).toBeCloseTo(1_000 / 2, 6);
    expect(run.togetherTokensPerSecond).toBeCloseTo((1_000 * 12) / 24, 6);
    expect(run.firstTokenMs).toBeGreaterThan(0);
  });

  it('ends where it is stopped', async () => {
    const { begin, stages } = bench({ stopAt: 'decode' });
    await expect(begin()).rejects.toThrow('stopped');
    expect(stages.at(-1)).toBe('decode');
  });

  it('tells what the engine says where it refuses', async () => {
    const { client } = bench();
    const refused = { ...client, load: () => Promise.reject(new EngineError('no-simd', 'no SIMD', 'take another browser')) } as typeof client;
    await expect(measureOwnRun(refused, 'q8', work, { now: () => 0, onStage: () => {}, onText: () => {}, signal: new AbortController().signal })).rejects.toMatchObject({ code: 'no-simd' });
  });
});
