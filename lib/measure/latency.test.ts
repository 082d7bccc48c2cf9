import { describe, expect, it } from 'vitest';
import { interTokenLatenciesMs, latencyMeasures, percentile, runProvenance, timePerOutputTokenMs, timeToFirstTokenMs, type TimedToken } from './latency';

const token = (index: number, at: number, over: Partial<TimedToken> = {}): TimedToken => ({ index, at, segment: 0, source: 'chosen', ...over });
const run = [token(0, 100), token(1, 110), token(2, 130), token(3, 133)];

describe('latencies of a run', () => {
  it('are counted from the request and between neighbours', () => {
    expect(timeToFirstTokenMs(run)).toBe(100);
    expect(interTokenLatenciesMs(run)).toEqual([10, 20, 3]);
    expect(timePerOutputTokenMs(run)).toBe(11);
  });

  it('are none before there are tokens', () => {
    expect(timeToFirstTokenMs([])).toBeNull();
    expect(interTokenLatenciesMs([token(0, 5)])).toEqual([]);
    expect(timePerOutputTokenMs([token(0, 5)])).toBeNull();
  });

  it('leave out given tokens and the gap where a run was resumed', () => {
    const resumed = [token(0, 100), token(1, 110), token(2, 40, { segment: 1 }), token(3, 45, { segment: 1 })];
    expect(interTokenLatenciesMs(resumed)).toEqual([10, 5]);
    expect(timePerOutputTokenMs(resumed)).toBeNull();
    const linked = [token(0, 50, { source: 'given' }), token(1, 50, { source: 'given' }), token(2, 60), token(3, 70)];
    expect(timeToFirstTokenMs(linked)).toBeNull();
    expect(interTokenLatenciesMs(linked)).toEqual([10]);
  });

  it('count what a draft wrote as written: its tokens come together', () => {
    const drafted = [token(0, 100), token(1, 120, { source: 'drafted' }), token(2, 120, { source: 'drafted' }), token(3, 121)];
    expect(interTokenLatenciesMs(drafted)).toEqual([20, 0, 1]);
    expect(timePerOutputTokenMs(drafted)).toBe(7);
  });

  it('become measures that name their provenance and samples', () => {
    const at = 1_000;
    const measures = latencyMeasures(run, (samples) => ({ kind: 'measured', device: 'a test', at, samples }));
    expect(measures.ttft).toMatchObject({ name: 'ttft', value: 100, unit: 'ms' });
    expect(measures.itlP50).toMatchObject({ name: 'itl-p50', value: 10, provenance: { samples: 3 } });
    expect(latencyMeasures([], (samples) => ({ kind: 'measured', device: 'a test', at, samples })).itlP95).toBeNull();
  });
});

describe('percentile', () => {
  it('interpolates between ranks', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(percentile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('runProvenance', () => {
  it('tells a recording from a live run', () => {
    const recorded = { device: 'a laptop', date: '2026-11-23' };
    expect(runProvenance({ recorded, startedAt: null, state: { device: '' } })).toEqual({ kind: 'recorded', ...recorded });
    const live = runProvenance({ recorded: null, startedAt: 5, state: { device: 'a GPU' } }, 9);
    expect(live).toEqual({ kind: 'measured', device: 'a GPU', at: 5, samples: 9 });
  });
});
