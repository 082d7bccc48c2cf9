import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { initialState, reduce, replayTo } from './generation-state';
import { parseRecording } from './recording';
import { end, pieceOf, prefill, start, token, wholeRun } from './testing/events';

describe('reduce', () => {
  it('tells a run from its start to its end', () => {
    const run = wholeRun(3);
    expect(run.map((_, index) => replayTo(run, index + 1).status)).toEqual(['started', 'prefill', 'writing', 'writing', 'writing', 'writing', 'ended']);
    const state = replayTo(run);
    expect(state).toMatchObject({ prompt: 'Once', text: ' t100 t101 t102', endReason: 'max-tokens', backend: 'cpu', segment: 0 });
    expect(state.prefill).toEqual({ startAt: 1, endAt: 10, computedTokens: 1, reusedTokens: 0, invalidatedTokens: 0, blocks: [] });
    expect(state.lastPrefill).toEqual(state.prefill);
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

  it('tells which device and precision wrote a token, and keeps the first prefill beside the latest', () => {
    const again: GenerationEvent = { type: 'prefill-start', at: 2, computedTokens: 1, reusedTokens: 3, invalidatedTokens: 2, blocks: [{ firstPosition: 0, tokens: 4, reusedTokens: 3, invalidatedTokens: 1 }] };
    const state = replayTo([start('Once', { precision: 'f16' }), ...prefill, token(0), start('Once', { precision: 'q4' }), again, { type: 'prefill-end', at: 7 }, token(1)]);
    expect(state.tokens.map(({ segment }) => state.segments[segment].precision)).toEqual(['f16', 'q4']);
    expect(state.prefill).toMatchObject({ startAt: 1, endAt: 10, reusedTokens: 0 });
    expect(state.lastPrefill).toMatchObject({ startAt: 2, endAt: 7, reusedTokens: 3, invalidatedTokens: 2, blocks: [{ reusedTokens: 3 }] });
    expect(replayTo([...wholeRun(1), start('Tom')]).segments).toHaveLength(1);
  });

  it('keeps the rounds of a draft and the probes that belong to the text as it stands', () => {
    const draft = (index: number, accepted: number): GenerationEvent => ({ type: 'draft', at: 30, index, proposed: [pieceOf(1), pieceOf(2)], accepted, draftMs: 1, verifyMs: 2 });
    const probe = (index: number): GenerationEvent => ({ type: 'probe', at: 30, index, firstPosition: index, tokens: 1 });
    const run = [start(), ...prefill, probe(0), token(0), draft(1, 2), token(1, 1, { source: 'drafted' }), token(2, 2, { source: 'drafted' }), token(3), probe(4), draft(4, 0), token(4)];
    const state = replayTo(run);
    expect(state.tokens.map(({ source }) => source)).toEqual(['chosen', 'drafted', 'drafted', 'chosen', 'chosen']);
    expect(state.drafts.map(({ index, accepted }) => [index, accepted])).toEqual([[1, 2], [4, 0]]);
    expect(state.probes.map(({ index }) => index)).toEqual([0, 4]);
    const branched = replayTo([...run, start(), ...prefill, probe(2), token(2, 9)]);
    expect(branched.drafts.map(({ index }) => index)).toEqual([1]);
    expect(branched.probes.map(({ index }) => index)).toEqual([0, 2]);
    const earlier = replayTo([...run, start(), ...prefill, token(0, 9), draft(1, 1)]);
    expect(earlier.drafts.map(({ accepted, segment }) => [accepted, segment])).toEqual([[1, 1]]);
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
