import { describe, expect, it } from 'vitest';
import { prices } from '@/content/prices';
import { billOf, charactersIn, keyOf, longestText, priceOf, tokensOf, type Use } from './bill';

const use: Use = { prompt: 'x'.repeat(3_940), answerTokens: 200, cachedShare: 0, users: 1_000, messages: 10, days: 30 };
const claude = priceOf('claude-sonnet-4.5')!;

describe('tokens', () => {
  it('are characters by the published rate, rounded up', () => {
    expect(tokensOf(use).input).toMatchObject({ value: 1_000, unit: 'tokens', provenance: { kind: 'derived' } });
    expect(tokensOf({ ...use, prompt: 'Hello' }).input.value).toBe(2);
    expect(tokensOf({ ...use, prompt: '' }).input.value).toBe(0);
  });

  it('count a character once, however many units it takes', () => expect(charactersIn('🍓é')).toBe(2));

  it('of more than a library are not counted', () => expect(charactersIn('x'.repeat(longestText + 5))).toBe(longestText));

  it('in the cache are a share of those read', () => expect(tokensOf({ ...use, cachedShare: 0.9 }).cached.value).toBe(900));
});

describe('a bill', () => {
  it('is read and written tokens by their prices: a thousand at 3 dollars a million and 200 at 15', () => {
    const { message, daily, monthly, shares } = billOf(claude, use);
    expect(message.value).toBeCloseTo(0.006, 12);
    expect(daily.value).toBeCloseTo(60, 9);
    expect(monthly.value).toBeCloseTo(1_800, 9);
    expect(shares).toEqual([0.5, 0, 0.5]);
  });

  it('is less where the provider has the beginning already, and not where it sells no cached tokens', () => {
    expect(billOf(claude, { ...use, cachedShare: 0.9 }).message.value).toBeCloseTo(0.0003 + 0.000_27 + 0.003, 12);
    const together = priceOf('llama-3.1-8b-together-ai')!;
    expect(together.cached).toBeUndefined();
    expect(billOf(together, { ...use, cachedShare: 0.9 }).message.value).toBe(billOf(together, use).message.value);
  });

  it('has parts that make a whole, for every model', () => {
    for (const price of prices) {
      const [input, cached, output] = billOf(price, { ...use, cachedShare: 0.37 }).shares;
      expect(input + cached + output, keyOf(price)).toBeCloseTo(1, 9);
    }
  });

  it('of nothing is nothing', () => {
    expect(billOf(claude, { ...use, prompt: '', answerTokens: 0 })).toMatchObject({ message: { value: 0 }, monthly: { value: 0 }, shares: [0, 0, 0] });
  });
});

describe('keys', () => {
  it('tell all prices apart and find them again', () => {
    expect(new Set(prices.map(keyOf)).size).toBe(prices.length);
    for (const price of prices) expect(priceOf(keyOf(price))).toBe(price);
    expect(priceOf('abacus')).toBeUndefined();
  });
});
