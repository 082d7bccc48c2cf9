import { type ApiPrice, prices } from '@/content/prices';
import { charactersPerToken } from '@/content/text-lengths';
import { isRefusal, type PublishedPrices, requestBill } from '@/lib/economics';
import { dollarsPerMillionTokens } from '@/lib/economics/quantities';
import type { Measure, Provenance } from '@/lib/measure/measure';

/** What is asked of the service. */
export interface Use {
  readonly prompt: string;
  /** Of each answer. */
  readonly answerTokens: number;
  /** How much of each prompt the provider still has: 0 to 1. */
  readonly cachedShare: number;
  readonly users: number;
  /** Of each user, a day. */
  readonly messages: number;
  readonly days: number;
}

/** A longer text than this is no prompt but a library. */
export const longestText = 1_000_000;

/** Tells a price from all others: `gpt-5`, `llama-3.1-8b-groq`. */
export const keyOf = ({ model, host }: ApiPrice): string => `${model} ${host ?? ''}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^-|-$/g, '');

export const nameOf = ({ model, host }: ApiPrice): string => (host ? `${model}, by ${host}` : model);

const priceByKey = new Map(prices.map((price) => [keyOf(price), price]));

export const priceOf = (key: string): ApiPrice | undefined => priceByKey.get(key);

/** A number of the reader's. */
const chosen: Provenance = { kind: 'assumed', by: 'reader' };
const rate: Provenance = { kind: 'published', source: charactersPerToken.source };

/** Characters as Unicode counts them, as far as the text is reckoned with. */
export function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
    if (count === longestText) break;
  }
  return count;
}

interface TokenCounts {
  /** All that is read, cached or not. */
  readonly input: Measure;
  readonly cached: Measure;
  readonly output: Measure;
}

/** The tokens of one message, by characters for want of each provider’s own tokenizer. */
export function tokensOf({ prompt, answerTokens, cachedShare }: Use): TokenCounts {
  const characters: Provenance = { kind: 'counted', what: 'the characters of this prompt' };
  // A thousand tokens exactly are not to become 1,001 by rounding.
  const input = Math.ceil(Number((charactersIn(prompt) / charactersPerToken.value).toFixed(6)));
  const formula = `characters ÷ ${charactersPerToken.value} characters a token, rounded up; that is the rate of Llama 3’s tokenizer on English`;
  return {
    input: { name: 'input-tokens', value: input, unit: 'tokens', provenance: { kind: 'derived', from: [characters, rate], formula } },
    cached: {
      name: 'cached-tokens',
      value: Math.round(input * cachedShare),
      unit: 'tokens',
      provenance: { kind: 'derived', from: [characters, rate, chosen], formula: 'tokens of the prompt × the share in the cache' },
    },
    output: { name: 'output-tokens', value: answerTokens, unit: 'tokens', provenance: chosen },
  };
}

/** What one model asks for it all. */
export interface ModelBill {
  readonly key: string;
  readonly price: ApiPrice;
  readonly message: Measure;
  readonly daily: Measure;
  /** Of as many days as the reader set. */
  readonly monthly: Measure;
  /** Of a message's price: new input, cached input, output; each 0 to 1, and 1 together. All 0 where it costs nothing. */
  readonly shares: readonly [input: number, cached: number, output: number];
}

/**
 * The bill at the list prices of one model.
 * @param counts the tokens of a message, where they are known already: counting a long text takes its time
 * @throws Error where the numbers are none: the fields let none through
 */
export function billOf(price: ApiPrice, use: Use, { input, cached, output }: TokenCounts = tokensOf(use)): ModelBill {
  const published: Provenance = { kind: 'published', source: price.source };
  const asked: PublishedPrices = {
    input: dollarsPerMillionTokens(price.input),
    output: dollarsPerMillionTokens(price.output),
    ...(price.cached !== undefined && { cachedInput: dollarsPerMillionTokens(price.cached) }),
  };
  const costOf = (read: number, kept: number, written: number): Measure => {
    const bill = requestBill(read, kept, written, asked, [input.provenance, published]);
    if (isRefusal(bill)) throw new Error(`${bill.message} ${bill.remedy}`);
    return { ...bill, name: 'message-cost' };
  };
  const message = costOf(input.value, cached.value, output.value);
  const { users, messages, days } = use;
  const perDay = message.value * users * messages;
  const derived = (formula: string): Provenance => ({ kind: 'derived', from: [message.provenance, chosen], formula });
  const parts = [costOf(input.value - cached.value, 0, 0), costOf(cached.value, cached.value, 0), costOf(0, 0, output.value)].map(({ value }) => (message.value === 0 ? 0 : value / message.value));
  return {
    key: keyOf(price),
    price,
    message,
    daily: { name: 'daily-cost', value: perDay, unit: 'USD', provenance: derived('the cost of a message × users × messages a day') },
    monthly: { name: 'monthly-cost', value: perDay * days, unit: 'USD', provenance: derived(`the cost of a message × users × messages a day × ${days} days`) },
    shares: [parts[0], parts[1], parts[2]],
  };
}
