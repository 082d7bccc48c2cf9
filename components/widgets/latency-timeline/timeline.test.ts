import { describe, expect, it } from 'vitest';
import type { GeneratedToken } from '@/lib/engine-client/generation-state';
import { drawnRun, isEightTimes, rowOf, summaryOf } from './timeline';

const token = (index: number, at: number, segment = 0): GeneratedToken => ({
  index, id: 1, text: 'a', piece: { id: 1, bytes: [97], text: 'a', whole: true }, source: 'chosen', coin: 0, candidates: [], logits: null, logprob: null, at, segment,
});
const pieces = (count: number) => Array.from({ length: count }, (_, id) => ({ id, bytes: [97], text: 'a', whole: true }));

describe('a run that is drawn', () => {
  it('has its first token, and all of its first request', () => {
    const run = drawnRun({ promptPieces: pieces(32), tokens: [token(0, 40), token(1, 45), token(2, 3, 1)] });
    expect(run).toMatchObject({ promptTokens: 32, firstMs: 40 });
    expect(run.tokens.map(({ at }) => at), 'times of another request are not compared').toEqual([40, 45]);
  });

  it('grows until the first token is there', () => {
    const waiting = drawnRun({ promptPieces: pieces(32), tokens: [] });
    expect(rowOf(waiting, 'k', 'current', 12)).toMatchObject({ firstMs: null, nowMs: 12, blockLabel: '' });
    const done = drawnRun({ promptPieces: pieces(32), tokens: [token(0, 40)] });
    expect(rowOf(done, 'k', 'kept')).toMatchObject({ faded: true, label: 'Before: a prompt of 32 tokens', blockLabel: 'first token after 40.0 ms' });
  });

  it('is compared where one prompt is eight times the other', () => {
    const [short, long] = [drawnRun({ promptPieces: pieces(32), tokens: [] }), drawnRun({ promptPieces: pieces(256), tokens: [] })];
    expect(isEightTimes(short, long)).toBe(true);
    expect(isEightTimes(long, short)).toBe(true);
    expect(isEightTimes(short, short)).toBe(false);
  });

  it('is told in words once it has begun to write', () => {
    const run = drawnRun({ promptPieces: pieces(32), tokens: [token(0, 40), token(1, 45)] });
    expect(summaryOf([run, drawnRun({ promptPieces: [], tokens: [] })])).toBe('After a prompt of 32 tokens the first token came at 40.0 ms, and token 2 at 45.0 ms.');
  });
});
