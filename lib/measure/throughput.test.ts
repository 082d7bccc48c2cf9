import { describe, expect, it } from 'vitest';
import { acceptanceRate, decodeTokensPerSecond, throughput } from './throughput';

describe('throughput', () => {
  it('is tokens over the time from the request to the last of them', () => {
    expect(throughput([{ tokens: 4, ms: 400 }])).toBe(10);
  });

  it('adds up the requests of a resumed run', () => {
    expect(throughput([{ tokens: 2, ms: 200 }, { tokens: 2, ms: 300 }])).toBe(8);
  });

  it('is none before a token, or where the clock saw no time', () => {
    expect(throughput([])).toBeNull();
    expect(throughput([{ tokens: 0, ms: 90 }])).toBeNull();
    expect(throughput([{ tokens: 1, ms: 0 }])).toBeNull();
  });
});

describe('speed of each sequence', () => {
  it('is its gaps over their sum, however many sequences there are', () => {
    expect(decodeTokensPerSecond([5, 15, 10, 10])).toBe(100);
    expect(decodeTokensPerSecond([])).toBeNull();
  });
});

describe('acceptance rate', () => {
  it('is the share of proposed tokens that were taken, over all rounds', () => {
    expect(acceptanceRate([{ proposed: [1, 2, 3, 4], accepted: 4 }, { proposed: [1, 2, 3, 4], accepted: 0 }, { proposed: [1, 2], accepted: 1 }])).toBe(0.5);
    expect(acceptanceRate([])).toBeNull();
  });
});
