import { describe, expect, test } from 'vitest';
import { end, prefill, start, token } from '@/lib/engine-client/testing/events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { columnsOf, paceLines, trendOf } from './figures';
import { differenceInWords, firstDifference } from './compare';
import { newRecord, openSequences, precisionOf, precisionsUsed, record, type RecordAction, type RunRecord } from './run-record';
import { changed, startSettings } from './settings';

const weights = { weightBytes: 1000, bitsPerWeight: 4.5, kvCacheBytes: 77, draftBytes: null, remark: '' };
const known = (precision: 'f16' | 'q4'): RecordAction => ({ type: 'weights-known', precision, weights });
const batchStart: RecordAction = { type: 'batch-started', at: 5, now: 1_000, kvCacheBytes: 300 };
const events = (list: readonly GenerationEvent[], sequence = 0): RecordAction[] => list.map((event) => ({ type: 'event', sequence, event, passAt: event.at, now: 1_000 }));
const play = (actions: readonly RecordAction[], run: RunRecord = newRecord(startSettings)) => actions.reduce(record, run);
const written = (count: number, from = 0) => Array.from({ length: count }, (_, index) => token(from + index));

/** Four tokens in f16, then four more in q4, as after a switch in mid-text. */
const switched = play([
  known('f16'),
  ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(4), end('aborted')]),
  known('q4'),
  ...events([start('Once', { precision: 'q4' }), ...prefill, ...written(4, 4), end()]),
]);

describe('a run whose precision changed in mid-text', () => {
  test('keeps its text and knows which tokens were written with which', () => {
    const [{ state }] = switched.sequences;
    expect(state.tokens.map((token) => precisionOf(state, token))).toEqual([...Array(4).fill('f16'), ...Array(4).fill('q4')]);
    expect(precisionsUsed(switched)).toEqual(['f16', 'q4']);
  });

  test('has a column of figures for each, and none of the gap between them', () => {
    const [f16, q4] = columnsOf(switched);
    expect([f16.case, q4.case]).toEqual(['f16', 'q4']);
    expect(f16.measures.ttft?.value).toBe(20);
    expect(q4.measures.ttft, 'the first token was long there').toBeUndefined();
    expect(q4.measures['itl-p50']).toMatchObject({ value: 10, unit: 'ms', provenance: { kind: 'measured', samples: 3 } });
    expect(q4.measures['tokens-written']?.value).toBe(4);
    expect(q4.measures['bits-per-weight']).toMatchObject({ value: 4.5, provenance: { kind: 'counted' } });
    expect(q4.measures['kv-cache-bytes']?.value).toBe(77);
    expect(q4.measures['decode-tokens-per-second']?.value).toBe(100);
  });

  test('draws its pace by position, the prompt counted in', () => {
    const lines = paceLines(switched);
    expect(lines.map(({ precision }) => precision)).toEqual(['f16', 'q4']);
    expect(lines.map(({ series }) => series.points)).toEqual([[[2, 10], [3, 10], [4, 10]], [[6, 10], [7, 10], [8, 10]]]);
  });
});

test('a text whose tokens take longer and longer shows it by its quarters', () => {
  const slowing = Array.from({ length: 40 }, (_, index) => token(index, 100, { at: 20 + index * index }));
  const [{ measures }] = columnsOf(play(events([start('Once', { precision: 'f16' }), ...slowing])));
  expect(measures['itl-early']).toMatchObject({ value: 9, provenance: { kind: 'measured', samples: 9 } });
  expect(measures['itl-late']?.value).toBe(69);
});

describe('the trend of a text', () => {
  /** A run whose gaps, in milliseconds, are told by place. */
  const having = (gapAt: (place: number) => number, count = 129) => {
    let at = 20;
    return play(events([start('Once', { precision: 'f16' }), ...Array.from({ length: count }, (_, index) => token(index, 100, { at: index === 0 ? at : (at += gapAt(index)) }))]));
  };

  test('grows only where the quick gaps grow all along', () => {
    expect(trendOf(having((place) => 2 + place / 20))).toBe('grows');
    expect(trendOf(having((place) => 2 + place / 20 + (place % 3 === 0 ? 30 : 0))), 'whatever else the device does').toBe('grows');
  });

  test('is not made of other work: a burst of it, half of the last gaps, or a tick of the clock', () => {
    expect(trendOf(having((place) => (place > 64 && place < 96 ? 20 : 2))), 'a burst in the third quarter').toBe('level');
    expect(trendOf(having((place) => (place > 96 && place % 2 ? 20 : 2))), 'half of the last').toBe('level');
    expect(trendOf(having((place) => (place > 96 ? 0.2 : 0.1))), 'one tick of the clock').toBe('level');
    expect(trendOf(having((place) => (place < 32 ? 20 : 2))), 'a busy start').toBe('unclear');
  });

  test('is not told of few tokens, nor across a change of precision', () => {
    expect(trendOf(having((place) => place, 30))).toBeNull();
    expect(trendOf(switched)).toBeNull();
  });
});

test('tokens put through the model are counted: once each with a cache, all again without', () => {
  const told = events([start('Once', { precision: 'f16' }), ...prefill, ...written(5), end()]);
  expect(columnsOf(play(told))[0].measures['tokens-computed']).toMatchObject({ value: 1 + 4, provenance: { kind: 'counted' } });
  const off = newRecord(changed(startSettings, { cache: false }));
  expect(columnsOf(play(told, off))[0].measures['tokens-computed']?.value).toBe(1 + (2 + 3 + 4 + 5));
});

describe('a batch', () => {
  const settings = changed(startSettings, { sequences: 3, seed: 0xffff_ffff });
  const run = play(
    [batchStart, ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(3), end('stop-token')], 0), ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(5), end('max-tokens')], 1), { type: 'sequence-failed', sequence: 2, error: { code: 'prompt-too-long', message: '', remedy: '', details: {} } }],
    newRecord(settings),
  );

  test('gives each sequence a seed of its own, also at the end of the range', () => {
    expect(run.sequences.map(({ seed }) => seed)).toEqual([0xffff_ffff, 0, 1]);
  });

  test('goes on with those that are not at their end', () => {
    expect(openSequences(run)).toEqual([1]);
  });

  test('is measured as a whole and by the sequence', () => {
    const [{ case: setting, measures }] = columnsOf(run);
    expect(setting).toBe('batch-3');
    expect(measures.ttft).toMatchObject({ value: 20, provenance: { kind: 'derived' } });
    expect(measures['tokens-written']?.value).toBe(8);
    expect(measures.throughput?.value).toBeCloseTo(8 / 0.055);
    expect(measures['decode-tokens-per-second']?.value).toBe(100);
    expect(measures['kv-cache-bytes']?.value).toBe(300);
  });
});

test('a draft’s tokens are counted, and what the model took of them', () => {
  const draft = { type: 'draft', at: 5, index: 1, proposed: [1, 2, 3, 4].map((id) => ({ id, bytes: [], text: '', whole: true })), accepted: 3, draftMs: 1, verifyMs: 2 } as const;
  const [{ measures }] = columnsOf(play([...events([start(), token(0), draft, draft, token(1, 1, { source: 'drafted' })])]));
  expect(measures['acceptance-rate']?.value).toBe(0.75);
  expect(measures['tokens-written']?.value).toBe(2);
});

test('tokens that were only read again count for nothing', () => {
  const run = play([...events([start(), token(0, 5, { source: 'given' }), token(1)])]);
  expect(run.passes[0].tokens).toBe(1);
});

test('a run in a hidden tab has counts, and no times', () => {
  const [{ measures }] = columnsOf(record(switched, { type: 'hidden' }));
  expect(measures.ttft).toBeUndefined();
  expect(measures['weight-bytes']?.value).toBe(1000);
  expect(paceLines(record(switched, { type: 'hidden' }))).toEqual([]);
});

describe('two runs side by side', () => {
  test('part at the first token that differs', () => {
    expect(firstDifference([1, 2, 3], [1, 2, 4])).toBe(2);
    expect(firstDifference([1, 2, 3], [1, 2])).toBeNull();
    expect(firstDifference([], [])).toBeNull();
  });

  test('are compared in a sentence', () => {
    const other = play([...events([start(), token(0), token(1, 999)])]);
    expect(differenceInWords(switched, other)).toBe('The two texts part after one token, at the marked one.');
    expect(differenceInWords(switched, switched)).toMatch(/the same, token for token/);
    expect(differenceInWords(switched, newRecord(changed(startSettings, { prompt: 'Tom' })))).toMatch(/prompts differ/);
  });
});
