import { describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { promptLengths } from './prompts';
import { finding, sampleOf, seriesOf, sweepLengths, type SweepProgress, type SweepRow } from './sweep';

const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
const piece = (id: number) => ({ id, bytes: [97], text: 'a', whole: true });

/** A run whose prefill takes 2 ms a token, and whose tokens come 5 ms apart. */
async function* run(prompt: string, promptTokens: number, tokens: number, reusedTokens = 1): AsyncGenerator<GenerationEvent> {
  yield { type: 'generation-start', at: 0, model: 'm', backend: 'cpu', precision: 'f16', device: 'd', prompt, promptPieces: [], cutTokens: 0, sampling, maxTokens: tokens, contextLength: 512 };
  yield { type: 'prefill-start', at: 0, computedTokens: promptTokens - reusedTokens, reusedTokens };
  yield { type: 'prefill-end', at: 2 * promptTokens };
  for (let index = 0; index < tokens; index++) yield { type: 'token', at: 2 * promptTokens + 5 * index, index, id: 1, text: 'a', piece: piece(1), source: 'chosen', coin: 0 };
  yield { type: 'generation-end', at: 2 * promptTokens + 5 * tokens, reason: 'max-tokens' };
}

/** Tokens of a prompt by its words: each of them, and each full stop, is one; and the begin token. */
const lengthOf = (prompt: string) => prompt.split(/ |(?=\.)/).filter(Boolean).length + 1;

function studio(msPerRun: number) {
  let clock = 0;
  let turn = 3;
  const asked: GenerateRequest[] = [];
  const progress: SweepProgress[] = [];
  const abort = new AbortController();
  const rows = sweepLengths({
    generate: (request) => {
      asked.push(request);
      clock += msPerRun;
      return run(request.prompt, lengthOf(request.prompt), request.maxTokens);
    },
    now: () => clock,
    onProgress: (each) => progress.push(each),
    signal: abort.signal,
    nextTurn: () => turn++,
  });
  return { asked, progress, abort, rows };
}

describe('a sweep', () => {
  it('warms up with each length, then counts three runs of each', async () => {
    const { asked, rows, progress } = studio(100);
    expect((await rows).map(({ promptTokens, ttftMs, samples, itlMs }) => [promptTokens, ttftMs, samples, itlMs])).toEqual(promptLengths.map((length) => [length, 2 * length, 3, 5]));
    expect(asked).toHaveLength(4 * promptLengths.length);
    expect(progress[promptLengths.length - 1].rows, 'the warm-up is not counted').toEqual([]);
    expect(progress.at(-1)).toMatchObject({ runs: 24, plannedRuns: 24 });
  });

  it('never reads two prompts in turn that begin alike', async () => {
    const { asked, rows } = studio(100);
    await rows;
    const firsts = asked.map(({ prompt }) => prompt.split(' ')[1]);
    for (let place = 1; place < firsts.length; place++) expect(firsts[place]).not.toBe(firsts[place - 1]);
  });

  it('takes fewer rounds where they are slow, but always one', async () => {
    const { asked, rows } = studio(2_000);
    expect((await rows).every(({ samples }) => samples === 1)).toBe(true);
    expect(asked).toHaveLength(2 * promptLengths.length);
  });

  it('ends with the signal’s reason', async () => {
    const { abort, rows } = studio(1);
    abort.abort(new Error('enough'));
    await expect(rows).rejects.toThrow('enough');
  });
});

describe('a sample', () => {
  it('is the first token and the gaps after it', async () => {
    expect(await sampleOf(run('p', 10, 4))).toEqual({ ttftMs: 20, gapsMs: [5, 5, 5] });
  });

  it('is none where the prompt was in the cache already', async () => {
    expect(await sampleOf(run('p', 10, 4, 9))).toBeNull();
  });
});

const rows: readonly SweepRow[] = [
  { promptTokens: 16, ttftMs: 20, samples: 3, itlMs: 5, gaps: 36 },
  { promptTokens: 256, ttftMs: 300, samples: 3, itlMs: 6, gaps: 36 },
];

describe('what is said of a sweep', () => {
  it('is how much each grew', () => {
    expect(finding(rows)).toBe('From 16 to 256 tokens the prompt grew 16 times, the wait for the first token 15 times, the gap between tokens 1.2 times.');
    expect(finding(rows.slice(0, 1))).toBe('');
  });

  it('is drawn over the length of the prompt', () => {
    const { ttft, itl } = seriesOf(rows, { kind: 'assumed', by: 'page' });
    expect(ttft.points).toEqual([[16, 20], [256, 300]]);
    expect(itl.points).toEqual([[16, 5], [256, 6]]);
  });
});
