import { describe, expect, it } from 'vitest';
import { criticalBatch, kvTransferTime, prefillServers } from './capacity';
import { bytes, gigabytesPerSecond, milliseconds, teraflopsPerSecond, terabytesPerSecond, type FlopsPerSecond } from './quantities';
import { isRefusal } from './refusal';
import { reader } from './test-models';

const value = (answer: { readonly value: number } | { readonly message: string }): number | string => ('value' in answer ? answer.value : answer.message);

describe('critical batch', () => {
  it.each([
    ['A100 as kipply has it', 312, 1.5, 16, 208],
    ['TPU v5e', 197, 0.82, 16, 240],
    ['TPU v5e, weights in int8', 197, 0.82, 8, 120],
    ['H100 in bf16', 989, 3.35, 16, 295],
    ['H100 in fp8', 1979, 3.35, 8, 295],
  ])('%s', (_name, peak, bandwidth, bits, expected) => {
    expect(Math.round(value(criticalBatch(teraflopsPerSecond(peak), terabytesPerSecond(bandwidth), bits, reader)) as number)).toBe(expected);
  });

  it('refuses what is none', () => {
    expect(isRefusal(criticalBatch(teraflopsPerSecond(0), terabytesPerSecond(1), 16, reader))).toBe(true);
    expect(isRefusal(criticalBatch(Number.NaN as FlopsPerSecond, terabytesPerSecond(1), 16, reader))).toBe(true);
    expect(isRefusal(criticalBatch(teraflopsPerSecond(1), terabytesPerSecond(-1), 16, reader))).toBe(true);
    expect(isRefusal(criticalBatch(teraflopsPerSecond(1), terabytesPerSecond(1), 0, reader))).toBe(true);
  });
});

describe('prefill on servers of its own', () => {
  const split = { prefillTime: milliseconds(910), stepTime: milliseconds(19), batch: 32, outputTokens: 512 };

  it('is the scaling book’s three to one', () => {
    expect(value(prefillServers(split, reader))).toBeCloseTo(3, 1);
  });

  it.each([{ batch: 0 }, { batch: 1.5 }, { outputTokens: 0 }, { stepTime: milliseconds(0) }, { prefillTime: milliseconds(-1) }, { prefillTime: milliseconds(Number.NaN) }])('refuses %o', (wrong) => {
    expect(prefillServers({ ...split, ...wrong }, reader)).toMatchObject({ code: 'invalid-number' });
  });

  it('sends the cache over: 8,192 tokens of Llama-3-70B in 16 bits are 2.7 GB, at 50 GB/s 54 ms', () => {
    expect(value(kvTransferTime(8192, bytes(327_680), gigabytesPerSecond(50), reader))).toBeCloseTo(0.0537, 4);
    expect(isRefusal(kvTransferTime(0, bytes(327_680), gigabytesPerSecond(50), reader))).toBe(true);
    expect(isRefusal(kvTransferTime(8192, bytes(0), gigabytesPerSecond(50), reader))).toBe(true);
    expect(isRefusal(kvTransferTime(8192, bytes(327_680), gigabytesPerSecond(Number.NaN), reader))).toBe(true);
  });
});
