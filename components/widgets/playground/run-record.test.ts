import { describe, expect, test } from 'vitest';
import { end, prefill, start, token } from '@/lib/engine-client/testing/events';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import { columnsOf, paceSeries } from './figures';
import { differenceInWords, firstDifference } from './compare';
import { newRecord, openSequences, precisionsUsed, record, type RecordAction, type RunRecord } from './run-record';
import { changed, startSettings } from './settings';

const weights = { weightBytes: 1000, bitsPerWeight: 4.5, remark: '' };
const pass = (precision: 'f16' | 'q4', at = 1_000): RecordAction => ({ type: 'pass-started', precision, at, kvCacheBytes: 77, weights });
const events = (list: readonly GenerationEvent[], sequence = 0): RecordAction[] => list.map((event) => ({ type: 'event', sequence, event, passAt: event.at }));
const play = (actions: readonly RecordAction[], run: RunRecord = newRecord(startSettings)) => actions.reduce(record, run);
const written = (count: number, from = 0) => Array.from({ length: count }, (_, index) => token(from + index));

/** Four tokens in f16, then four more in q4, as after a switch in mid-text. */
const switched = play([
  pass('f16'),
  ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(4), end('aborted')]),
  pass('q4', 2_000),
  ...events([start('Once', { precision: 'q4' }), ...prefill, ...written(4, 4), end()]),
]);

describe('a run whose precision changed in mid-text', () => {
  test('keeps its text and knows which tokens were written with which', () => {
    const [{ state, precisions }] = switched.sequences;
    expect(state.tokens.map(({ segment }) => precisions[segment])).toEqual([...Array(4).fill('f16'), ...Array(4).fill('q4')]);
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
    const { points } = paceSeries(switched, 'A');
    expect(points.map(([position]) => position)).toEqual([2, 3, 4, 6, 7, 8]);
    expect(points.every(([, gap]) => gap === 10)).toBe(true);
  });
});

describe('a batch', () => {
  const settings = changed(startSettings, { sequences: 3, seed: 0xffff_ffff });
  const run = play(
    [pass('f16'), ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(3), end('stop-token')], 0), ...events([start('Once', { precision: 'f16' }), ...prefill, ...written(5), end('max-tokens')], 1), { type: 'sequence-failed', sequence: 2, error: { code: 'prompt-too-long', message: '', remedy: '', details: {} } }],
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
    expect(measures.throughput?.value).toBeCloseTo(8 / 0.06);
    expect(measures['decode-tokens-per-second']?.value).toBe(100);
  });
});

test('a draft’s tokens are counted, and what the model took of them', () => {
  const draft = { type: 'draft', at: 5, index: 1, proposed: [1, 2, 3, 4].map((id) => ({ id, bytes: [], text: '', whole: true })), accepted: 3, draftMs: 1, verifyMs: 2 } as const;
  const [{ measures }] = columnsOf(play([pass('f16'), ...events([start(), token(0), draft, draft, token(1, 1, { source: 'drafted' })])]));
  expect(measures['acceptance-rate']?.value).toBe(0.75);
  expect(measures['tokens-written']?.value).toBe(2);
});

test('tokens that were only read again count for nothing', () => {
  const run = play([pass('f16'), ...events([start(), token(0, 5, { source: 'given' }), token(1)])]);
  expect(run.passes[0].tokens).toBe(1);
});

test('a run in a hidden tab has counts, and no times', () => {
  const [{ measures }] = columnsOf(record(switched, { type: 'hidden' }));
  expect(measures.ttft).toBeUndefined();
  expect(measures['weight-bytes']?.value).toBe(1000);
  expect(paceSeries(record(switched, { type: 'hidden' }), 'A').points).toEqual([]);
});

describe('two runs side by side', () => {
  test('part at the first token that differs', () => {
    expect(firstDifference([1, 2, 3], [1, 2, 4])).toBe(2);
    expect(firstDifference([1, 2, 3], [1, 2])).toBeNull();
    expect(firstDifference([], [])).toBeNull();
  });

  test('are compared in a sentence', () => {
    const other = play([pass('q4'), ...events([start(), token(0), token(1, 999)])]);
    expect(differenceInWords(switched, other)).toBe('The two texts are the same for 1 token, and part at the marked one.');
    expect(differenceInWords(switched, switched)).toMatch(/the same, token for token/);
    expect(differenceInWords(switched, newRecord(changed(startSettings, { prompt: 'Tom' })))).toMatch(/prompts differ/);
  });
});
