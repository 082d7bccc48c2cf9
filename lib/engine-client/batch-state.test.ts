import { describe, expect, it } from 'vitest';
import type { BatchEvent } from '@/lib/engine/generation/batch-events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { type BatchState, initialBatchState, reduceBatch } from './batch-state';
import { end, prefill, start, token } from './testing/events';

const begin: BatchEvent = { type: 'batch-start', at: 0, slots: 2, kvCacheBytes: 64 };
const over: BatchEvent = { type: 'batch-end', at: 9 };
const of = (sequence: number, ...events: GenerationEvent[]): BatchEvent[] => events.map((event) => ({ type: 'sequence-event', at: 0, sequence, event }));
const step = (number: number, sequences: number[], at: number, kind: 'prefill' | 'decode' = 'decode'): BatchEvent => ({ type: 'step-end', at, step: number, kind, sequences, tokens: sequences.length, ms: 2 });
const replay = (events: readonly BatchEvent[], from: BatchState = initialBatchState) => events.reduce(reduceBatch, from);

describe('reduceBatch', () => {
  it('tells each sequence by itself', () => {
    const state = replay([begin, ...of(0, start('Once'), ...prefill, token(0)), ...of(1, start('Tom'), ...prefill, token(0, 7)), step(0, [0, 1], 30), ...of(0, token(1), end()), ...of(1, token(1, 8)), step(1, [0, 1], 40), ...of(1, end('aborted')), over]);
    expect(state).toMatchObject({ status: 'ended', slots: 2, kvCacheBytes: 64, segment: 0 });
    expect(state.sequences.map(({ state: { prompt, text, endReason } }) => [prompt, text, endReason])).toEqual([['Once', ' t100 t101', 'max-tokens'], ['Tom', ' t7 t8', 'aborted']]);
    expect(state.steps.map(({ step: number, sequences, at }) => [number, sequences, at])).toEqual([[0, [0, 1], 30], [1, [0, 1], 40]]);
  });

  it('keeps a place for one that was not heard of yet, and a refusal beside the others', () => {
    const state = replay([begin, ...of(2, start('Once'), ...prefill), { type: 'sequence-error', at: 1, sequence: 1, error: { code: 'prompt-too-long', message: 'too long', remedy: 'cut it', details: {} } }]);
    expect(state.sequences.map(({ state: { status }, error }) => [status, error?.code ?? null])).toEqual([['idle', null], ['idle', 'prompt-too-long'], ['writing', null]]);
    expect(state.status).toBe('running');
  });

  it('goes on where a batch was begun again: texts stay, and steps say which batch they were of', () => {
    const events = [begin, ...of(0, start('Once', { precision: 'f16' }), ...prefill, token(0)), step(0, [0], 30), { ...begin, kvCacheBytes: 32 }, ...of(0, start('Once', { precision: 'q4' }), ...prefill, token(1)), step(1, [0], 12)];
    const state = replay(events);
    expect(state).toMatchObject({ status: 'running', segment: 1, kvCacheBytes: 32 });
    expect(state.sequences[0].state.text).toBe(' t100 t101');
    expect(state.sequences[0].state.segments.map(({ precision }) => precision)).toEqual(['f16', 'q4']);
    expect(state.steps.map(({ segment, at }) => [segment, at])).toEqual([[0, 30], [1, 12]]);
  });

  it('begins afresh after its end, and leaves the state before untouched', () => {
    const done = replay([begin, ...of(0, start('Once'), ...prefill, token(0), end()), over]);
    const copy = structuredClone(done);
    expect(replay([begin], done)).toEqual({ ...initialBatchState, status: 'running', slots: 2, kvCacheBytes: 64 });
    reduceBatch(done, of(0, token(1))[0]);
    expect(done).toEqual(copy);
  });
});
