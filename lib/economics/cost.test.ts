import { describe, expect, it } from 'vitest';
import { requestBill, servingPrices, tokenPrice, type ServedBatch } from './cost';
import { dollarsPerHour, dollarsPerMillionTokens, seconds, tokensPerSecond } from './quantities';
import { isRefusal } from './refusal';
import { reader } from './test-models';

const value = (answer: { readonly value: number } | { readonly message: string }): number | string => ('value' in answer ? answer.value : answer.message);

describe('a million tokens', () => {
  it('at 1,000 tokens a second on a device of $3.60 an hour cost $1', () => {
    expect(value(tokenPrice(tokensPerSecond(1000), 1, dollarsPerHour(3.6), reader))).toBeCloseTo(1, 12);
    expect(value(tokenPrice(tokensPerSecond(1000), 8, dollarsPerHour(3.6), reader))).toBeCloseTo(8, 12);
    expect(tokenPrice(tokensPerSecond(1000), 1, dollarsPerHour(3.6), reader)).toMatchObject({ name: 'dollars-per-million-tokens', unit: 'USD/million tokens' });
  });

  it.each([[0, 1, 1], [-5, 1, 1], [Number.NaN, 1, 1], [100, 0, 1], [100, 1.5, 1], [100, 1, -1], [100, 1, Number.NaN], [100, 1, 1e7]])('are refused at %d tokens a second on %d devices of $%d', (speed, devices, price) => {
    expect(tokenPrice(tokensPerSecond(speed), devices, dollarsPerHour(price), reader)).toMatchObject({ code: 'invalid-number' });
  });
});

const batch: ServedBatch = {
  requests: 32, promptTokens: 1000, outputTokens: 200, prefillTime: seconds(4), decodeTime: seconds(6),
  cached: { tokens: 800, prefillTime: seconds(1) }, devices: 2, price: dollarsPerHour(3),
};

function prices(changes: Partial<ServedBatch> = {}) {
  const answer = servingPrices({ ...batch, ...changes }, reader);
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer;
}

describe('input, output, cached', () => {
  it('are split by time: here an output token costs seven and a half times an input token', () => {
    const { input, output } = prices();
    expect(input.value).toBeCloseTo((4 * 2 * 3) / 3600 / 32_000 * 1e6, 12);
    expect(output.value / input.value).toBeCloseTo(7.5, 12);
  });

  it('add up to what the devices cost, with a cache and without', () => {
    const { input, output, cachedInput, total } = prices();
    expect(total.value).toBeCloseTo((10 * 2 * 3) / 3600, 12);
    expect((32 * (1000 * input.value + 200 * output.value)) / 1e6).toBeCloseTo(total.value, 12);
    expect((32 * (200 * input.value + 800 * cachedInput!.value + 200 * output.value)) / 1e6).toBeCloseTo((7 * 2 * 3) / 3600, 12);
  });

  it('a cache that saves nothing saves no money; one that saves more than its share gives it for nothing', () => {
    expect(prices({ cached: { tokens: 800, prefillTime: seconds(4) } }).cachedInput!.value).toBeCloseTo(prices().input.value, 12);
    expect(prices({ cached: { tokens: 800, prefillTime: seconds(0.1) } }).cachedInput!.value).toBe(0);
    expect(prices({ cached: undefined }).cachedInput).toBeUndefined();
  });

  it.each<Partial<ServedBatch>>([
    { requests: 0 }, { promptTokens: 0 }, { promptTokens: Number.NaN }, { outputTokens: -1 }, { prefillTime: seconds(0) }, { decodeTime: seconds(Number.NaN) }, { devices: 0 },
    { price: dollarsPerHour(-1) }, { cached: { tokens: 1001, prefillTime: seconds(1) } }, { cached: { tokens: 800, prefillTime: seconds(5) } }, { cached: { tokens: 800, prefillTime: seconds(Number.NaN) } },
  ])('refuse %o', (wrong) => {
    expect(servingPrices({ ...batch, ...wrong }, reader)).toMatchObject({ kind: 'refusal', code: 'invalid-number' });
  });
});

describe('a bill', () => {
  const list = { input: dollarsPerMillionTokens(1.25), output: dollarsPerMillionTokens(10), cachedInput: dollarsPerMillionTokens(0.125) };

  it('counts new, cached and written tokens at their own prices', () => {
    expect(value(requestBill(2000, 0, 500, list, reader))).toBeCloseTo(0.0075, 12);
    expect(value(requestBill(2000, 1600, 500, list, reader))).toBeCloseTo(0.0057, 12);
    expect(value(requestBill(2000, 1600, 500, { ...list, cachedInput: undefined }, reader))).toBeCloseTo(0.0075, 12);
    expect(value(requestBill(0, 0, 0, list, reader))).toBe(0);
  });

  it.each([[-1, 0, 1], [10, 11, 1], [10, 0, 0.5], [Number.NaN, 0, 1], [2e9, 0, 1]])('of %d prompt tokens, %d cached, %d written is refused', (prompt, cached, output) => {
    expect(requestBill(prompt, cached, output, list, reader)).toMatchObject({ code: 'invalid-number' });
  });

  it('refuses prices that are none', () => {
    expect(isRefusal(requestBill(10, 0, 1, { ...list, output: dollarsPerMillionTokens(-1) }, reader))).toBe(true);
    expect(isRefusal(requestBill(10, 0, 1, { ...list, cachedInput: dollarsPerMillionTokens(Number.NaN) }, reader))).toBe(true);
  });
});
