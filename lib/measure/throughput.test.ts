import { describe, expect, it } from 'vitest';
import type { TimedToken } from './latency';
import { acceptanceRate, batchThroughputMeasures, batchTokensPerSecond, decodeTokensPerSecond, requestTokensPerSecond, throughputMeasures, type TimedStep } from './throughput';

const token = (index: number, at: number, over: Partial<TimedToken> = {}): TimedToken => ({ index, at, segment: 0, source: 'chosen', ...over });
const step = (kind: TimedStep['kind'], tokens: number, ms: number, at: number, segment = 0): TimedStep => ({ kind, tokens, ms, at, segment });
const measured = (samples: number) => ({ kind: 'measured', device: 'a test', at: 1, samples }) as const;

describe('throughput of a request', () => {
  it('is tokens over the time from the request to the last of them', () => {
    expect(requestTokensPerSecond([token(0, 100), token(1, 150), token(2, 200), token(3, 400)])).toBe(10);
    expect(requestTokensPerSecond([])).toBeNull();
  });

  it('adds up the requests of a resumed run, and leaves out what was given', () => {
    const resumed = [token(0, 100), token(1, 200), token(2, 10, { segment: 1, source: 'given' }), token(3, 300, { segment: 1 }), token(4, 300, { segment: 1, source: 'drafted' })];
    expect(requestTokensPerSecond(resumed)).toBe(8);
  });
});

describe('throughput of a batch', () => {
  const steps = [step('prefill', 9, 20, 25), step('prefill', 5, 15, 50), step('decode', 2, 10, 70), step('decode', 1, 5, 100)];

  it('counts what all wrote over the whole time, or decode steps alone', () => {
    expect(batchTokensPerSecond(steps, 5)).toBe(50);
    expect(decodeTokensPerSecond(steps)).toBe(200);
    expect(batchTokensPerSecond([...steps, step('decode', 2, 10, 25, 1)], 5)).toBe(40);
  });

  it('is none before a step', () => {
    expect(batchTokensPerSecond([], 0)).toBeNull();
    expect(decodeTokensPerSecond(steps.slice(0, 2))).toBeNull();
  });

  it('becomes measures that name their provenance', () => {
    const { batchTokensPerSecond: whole, decodeTokensPerSecond: decode } = batchThroughputMeasures(steps, 5, measured);
    expect(whole).toEqual({ name: 'batch-tokens-per-second', value: 50, unit: 'tokens/s', provenance: measured(4) });
    expect(decode).toMatchObject({ name: 'decode-tokens-per-second', value: 200 });
  });
});

describe('acceptance rate', () => {
  it('is the share of proposed tokens that were taken, over all rounds', () => {
    expect(acceptanceRate([{ proposed: [1, 2, 3, 4], accepted: 4 }, { proposed: [1, 2, 3, 4], accepted: 0 }, { proposed: [1, 2], accepted: 1 }])).toBe(0.5);
    expect(acceptanceRate([])).toBeNull();
  });

  it('stands beside a run’s throughput', () => {
    const measures = throughputMeasures([token(0, 100), token(1, 200)], [{ proposed: [1, 2], accepted: 1 }], measured);
    expect(measures.tokensPerSecond).toEqual({ name: 'tokens-per-second', value: 10, unit: 'tokens/s', provenance: measured(2) });
    expect(measures.acceptanceRate).toMatchObject({ name: 'acceptance-rate', value: 0.5, unit: 'ratio', provenance: { samples: 1 } });
    expect(throughputMeasures([], [], measured)).toEqual({ tokensPerSecond: null, acceptanceRate: null });
  });
});
