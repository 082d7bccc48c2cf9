import type { LimitFindings, PassFinding, Spread } from './findings';

/** A device of round numbers: 10 GB/s, 100 GFLOP/s, 10 µs a launch. */
export const limits = { copyBytesPerSecond: 10e9, multiplyAddFlopsPerSecond: 100e9, launchMs: 0.01, readbackMs: 0.5 };

export const spread = (median: number): Spread => ({ median, min: 0.5 * median, max: 2 * median, samples: 15 });

/** 10 ms; a tenth of each limit. */
export const pass = (change: Partial<Omit<PassFinding, 'ms'>> & { ms?: number } = {}): PassFinding => {
  const { ms = 10, ...rest } = change;
  return { subject: 'pocket-5m', precision: 'f32', batch: 1, tokens: 1, context: 64, flops: 100e6, bytes: 10e6, launches: 100, ...rest, ms: spread(ms) };
};

export const findings = (change: Partial<LimitFindings> = {}): LimitFindings => ({
  backend: 'cpu', variant: 'simd', device: 'a processor', software: false, limits, batchContext: 64, passes: [], prompts: [], attention: [], loads: [], ...change,
});
