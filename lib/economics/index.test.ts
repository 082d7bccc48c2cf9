import { describe, expect, it } from 'vitest';
import * as economics from './index';
import { llama3With70Billion, reader } from './test-models';

const { bytes, dollars, dollarsPerHour, dollarsPerMillionTokens, flops, gigabytes, gigabytesPerSecond, seconds, teraflopsPerSecond, terabytesPerSecond, tokensPerSecond } = economics;

const compute = { peak: teraflopsPerSecond(989), utilisation: 0.4, price: dollarsPerHour(3) };
const rate = { kind: 'rate', alpha: 0.7 } as const;
const use = { users: 1e6, messages: 10, tokens: 500 };
const windowed = { ...llama3With70Billion, activeParameters: 13e9, slidingWindow: { tokens: 128, layers: 40 }, latentWidth: 576 };

/** Every calculation behind the door, with arguments that it answers. */
const calls: Readonly<Record<string, readonly unknown[]>> = {
  trainingFlops: [8e9, 15e12, reader],
  tokenFlops: [windowed],
  matrixFlops: [llama3With70Billion, true],
  decodeFlops: [windowed, 4096],
  prefillFlops: [windowed, 4096, 100],
  answerFlops: [windowed, 1000, 200],
  weightMemory: [8e9, 4.5, reader],
  kvMemoryPerToken: [windowed, 16],
  kvMemory: [windowed, 4096, 16],
  kvCapacity: [gigabytes(40), bytes(163_840), reader, 16],
  kvSequences: [gigabytes(40), windowed, 4096, 16],
  memoryFit: [{
    model: windowed, hardware: { name: 'H200', memory: 141, memoryUnit: 'GB', source: 'llama-3' }, devices: 2, bitsPerWeight: 16, kvBitsPerNumber: 16, usableShare: 0.9, reserved: gigabytes(2), sequences: 3, tokens: 8192,
    alternatives: [{ precision: 'q4', bitsPerWeight: 4.5 }],
  }],
  criticalBatch: [teraflopsPerSecond(312), terabytesPerSecond(1.5), 16, reader],
  prefillServers: [{ prefillTime: seconds(0.91), stepTime: seconds(0.019), batch: 32, outputTokens: 512 }, reader],
  kvTransferTime: [8192, bytes(327_680), gigabytesPerSecond(50), reader],
  trainingLoss: [13e9, 3e11, reader, economics.chinchillaFit],
  computeOptimalTokens: [13e9, reader, economics.chinchillaFit],
  tokensForLoss: [13e9, 2.1, reader, economics.chinchillaFit],
  lifetimeOptimum: [2.1, 2e12, reader, economics.chinchillaFit],
  tokenPrice: [tokensPerSecond(1000), 8, dollarsPerHour(3), reader],
  servingPrices: [{
    requests: 32, promptTokens: 1000, outputTokens: 200, prefillTime: seconds(4), decodeTime: seconds(6), cached: { tokens: 800, prefillTime: seconds(1) }, devices: 2, price: dollarsPerHour(3),
  }, reader],
  requestBill: [2000, 1000, 500, { input: dollarsPerMillionTokens(1.25), output: dollarsPerMillionTokens(10), cachedInput: dollarsPerMillionTokens(0.125) }, reader],
  lifetimeFlops: [8e9, 15e12, 1e12, reader],
  flopCrossover: [15e12, reader],
  computeBill: [flops(1e24), compute, reader],
  dollarCrossover: [15e12, compute, compute, reader],
  paidCrossover: [dollars(5e6), dollarsPerMillionTokens(0.5), reader],
  timeToCrossover: [1e13, use, reader],
  tokensPerStep: [rate, 4, reader],
  speculativeSpeedup: [{ acceptance: { kind: 'table', tokensPerStep: [1.8, 2.4] }, draftTokens: 2, draftCost: 0.05, verifyCost: 1.2 }, reader],
  speculativeOperations: [rate, 4, 0.05, reader],
};

/** Not calculations of numbers given one by one: units, the two questions to an answer, table lookups, and what takes answers of others. */
const others = new Set(['isRefusal', 'together', 'memoryOf', 'answersPerTraining', 'predict', 'findHardware', 'findModel']);
const units = /^(bytes|gigabytes|gibibytes|flops|seconds|milliseconds|dollars|(giga|tera)bytesPerSecond|teraflopsPerSecond|dollarsPerHour|dollarsPerMillionTokens|tokensPerSecond)$/;

const call = (name: string, values: readonly unknown[]): unknown => (economics as unknown as Record<string, (...values: readonly unknown[]) => unknown>)[name](...values);

/** Every copy of a value in which one number is another. */
function variants(value: unknown, wrong: unknown): unknown[] {
  if (typeof value === 'number') return [wrong];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    variants(part, wrong).map((changed) => (Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed })),
  );
}

/** Every number in an answer. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

it('the door has no calculation that is not tried below', () => {
  const functions = Object.entries(economics).filter(([name, entry]) => typeof entry === 'function' && !others.has(name) && !units.test(name));
  expect(functions.map(([name]) => name).toSorted()).toEqual(Object.keys(calls).toSorted());
});

describe.each(Object.entries(calls))('%s', (name, values) => {
  it('answers', () => {
    const answer = call(name, values);
    expect(economics.isRefusal(answer)).toBe(false);
    expect(numbersIn(answer).every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
  });

  it.each([Number.NaN, Infinity, -Infinity, -1, 1e300, '7', null])('refuses %o for any of its numbers', (wrong) => {
    for (const changed of variants(values, wrong) as unknown[][]) {
      expect(call(name, changed), JSON.stringify(changed)).toMatchObject({ kind: 'refusal', code: expect.stringMatching(/^(invalid-number|not-modelled)$/), message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) });
    }
  });

  it('has a number or a refusal, never NaN, for numbers at the edge', () => {
    for (const edge of [0, 1e-300, 0.5, 1, 2, 1e9, 1e16, 1e30]) {
      for (const changed of variants(values, edge) as unknown[][]) {
        const answer = call(name, changed);
        if (!economics.isRefusal(answer)) expect(numbersIn(answer).filter((number) => !Number.isFinite(number) || number < 0), JSON.stringify(changed)).toEqual([]);
      }
    }
  });
});
