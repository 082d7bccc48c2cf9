import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { initialState, reduce, replayTo } from './generation-state';
import { parseRecording } from './recording';
import { end, prefill, start, token, wholeRun } from './testing/events';

describe('reduce', () => {
  it('tells a run from its start to its end', () => {
    const run = wholeRun(3);
    expect(run.map((_, index) => replayTo(run, index + 1).status)).toEqual(['started', 'prefill', 'writing', 'writing', 'writing', 'writing', 'ended']);
    const state = replayTo(run);
    expect(state).toMatchObject({ prompt: 'Once', text: ' t100 t101 t102', endReason: 'max-tokens', backend: 'cpu', segment: 0 });
    expect(state.prefill).toEqual({ startAt: 1, endAt: 10, computedTokens: 1, reusedTokens: 0 });
    expect(state.tokens.map(({ index, id }) => [index, id])).toEqual([[0, 100], [1, 101], [2, 102]]);
  });

  it('is pure: the state before is untouched, and any prefix gives the same state again', () => {
    const run = wholeRun(4);
    const before = replayTo(run, 5);
    const copy = structuredClone(before);
    reduce(before, token(2));
    expect(before).toEqual(copy);
    expect(replayTo(run, 5)).toEqual(before);
    expect(replayTo(run, 0)).toBe(initialState);
  });

  it('joins a character split over tokens when its last byte has come', () => {
    const parts = [start(), token(0, 1, { text: '' }), token(1, 2, { text: '' }), token(2, 3, { text: '🍓' })];
    expect(replayTo(parts, 3).text).toBe('');
    expect(replayTo(parts).text).toBe('🍓');
  });

  it('goes on after a second start of the same prompt', () => {
    const state = replayTo([start('Once', { maxTokens: 9 }), ...prefill, token(0), token(1), start('Once', { backend: 'webgpu', maxTokens: 5 }), ...prefill, token(2)]);
    expect(state).toMatchObject({ text: ' t100 t101 t102', backend: 'webgpu', segment: 1, maxTokens: 9, status: 'writing' });
    expect(state.tokens.map(({ segment }) => segment)).toEqual([0, 0, 1]);
    expect(state.prefill?.endAt).toBe(10);
  });

  it('begins afresh with another prompt', () => {
    const state = replayTo([...wholeRun(3), start('Tom')]);
    expect(state).toMatchObject({ prompt: 'Tom', tokens: [], text: '', endReason: null, segment: 0 });
  });

  it('puts a token where its index says: what came after it is gone', () => {
    const state = replayTo([...wholeRun(4).slice(0, -1), start(), token(1, 7)]);
    expect(state.text).toBe(' t100 t7');
  });

  it('keeps what a step carried, and says where it carried nothing', () => {
    const logits = Float32Array.of(1, 2);
    const candidates = [{ id: 1, text: ' a', logprob: -0.1 }];
    const state = replayTo([start(), token(0, 1, { logits, candidates, logprob: -0.1, coin: 0.25 }), token(1), end('aborted')]);
    expect(state.tokens[0]).toMatchObject({ logits, candidates, logprob: -0.1, coin: 0.25 });
    expect(state.tokens[1]).toMatchObject({ logits: null, candidates: [], logprob: null });
    expect(state.endReason).toBe('aborted');
  });

  it('reads the shipped recordings', () => {
    for (const name of ['home', 'next-token']) {
      const { runs } = parseRecording(readFileSync(`public/recordings/${name}.json`, 'utf8'), name);
      for (const events of runs) {
        const state = replayTo(events);
        expect(state.status).toBe('ended');
        expect(state.text.length).toBeGreaterThan(80);
        expect(state.tokens.map(({ index }) => index)).toEqual(state.tokens.map((_, position) => position));
      }
    }
  });
});
