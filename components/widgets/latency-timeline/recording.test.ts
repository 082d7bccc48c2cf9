import { describe, expect, it } from 'vitest';
import { parseLatencyRecording } from './recording';

const head = { version: 1, date: '2026-11-23', device: 'a processor', runs: [[]] };
const row = { promptTokens: 16, ttftMs: 20, samples: 3, itlMs: 5, gaps: 36 };

describe('a recording of latency', () => {
  it('has a run and a sweep', () => {
    expect(parseLatencyRecording(JSON.stringify({ ...head, sweep: [row] }), 'x')).toEqual({ ...head, sweep: [row] });
  });

  it('is refused without figures', () => {
    for (const sweep of [undefined, {}, [null], [{ ...row, itlMs: 'soon' }]]) expect(() => parseLatencyRecording(JSON.stringify({ ...head, sweep }), 'x')).toThrow(/sweep has a row/);
  });
});
