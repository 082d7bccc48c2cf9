import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkFrom0, checkPositive, checkWhole, limits } from './numbers';
import type { Dollars, DollarsPerHour, DollarsPerMillionTokens, Seconds, TokensPerSecond } from './quantities';
import { firstRefusal, refusal } from './refusal';
import type { Refusal } from './request';

const secondsInHour = 3600;
const million = 1e6;

/**
 * What a million tokens cost on rented devices: devices · price / (3600 · tokens a second) · 10⁶.
 *
 * Source: arithmetic. Validity: the devices are busy all the time; half busy, it is twice that.
 * @param tokensPerSecond of all devices together
 * @param price of one device
 */
export function tokenPrice(tokensPerSecond: TokensPerSecond, devices: number, price: DollarsPerHour, from: readonly Provenance[]): Derived<DollarsPerMillionTokens> | Refusal {
  return (
    firstRefusal(
      checkPositive('tokensPerSecond', tokensPerSecond, limits.tokensPerSecond),
      checkWhole('devices', devices, limits.devices),
      checkFrom0('price', price, limits.dollarsPerHour),
    ) ??
    derived(
      'dollars-per-million-tokens',
      ((devices * price) / (secondsInHour * tokensPerSecond)) * million,
      'USD/million tokens',
      'devices × dollars an hour ÷ (3,600 × tokens a second) × 1,000,000',
      from,
    )
  );
}

/** A batch of like requests, and the time that the devices spend on each half of it. */
export interface ServedBatch {
  readonly requests: number;
  /** Of each request. */
  readonly promptTokens: number;
  /** Of each request. */
  readonly outputTokens: number;
  /** To read all prompts. */
  readonly prefillTime: Seconds;
  /** To write all answers. */
  readonly decodeTime: Seconds;
  /** The same prompts with so many tokens of each in the cache already: how long reading the rest takes. */
  readonly cached?: { readonly tokens: number; readonly prefillTime: Seconds };
  readonly devices: number;
  /** Of one device. */
  readonly price: DollarsPerHour;
}

export interface TokenPrices {
  readonly kind: 'token-prices';
  readonly input: Derived<DollarsPerMillionTokens>;
  readonly output: Derived<DollarsPerMillionTokens>;
  readonly cachedInput?: Derived<DollarsPerMillionTokens>;
  /** Of the whole batch, nothing cached. */
  readonly total: Derived<Dollars>;
}

/**
 * The cost of serving, split into input and output by the time that each takes, not by the number of tokens; cached input by the time it saves:
 * its tokens cost what an input token costs, less the saving.
 *
 * Source: arithmetic on measured or predicted times. Validity: as of tokenPrice; prefill and decode in turn, not mixed in one step. The first token of an
 * answer comes out of the prefill, and is counted with the output. A saving beyond the mean price of an input token (noise) makes a cached one free, not a gain.
 */
export function servingPrices(batch: ServedBatch, from: readonly Provenance[]): TokenPrices | Refusal {
  const refused = checkBatch(batch);
  if (refused) return refused;
  const { requests, promptTokens, outputTokens, prefillTime, decodeTime, cached, devices, price } = batch;
  const dollars = (time: number): number => (time * devices * price) / secondsInHour;
  const perMillion = (name: string, amount: number, tokens: number, formula: string): Derived<DollarsPerMillionTokens> =>
    derived(name, (amount / (requests * tokens)) * million, 'USD/million tokens', formula, from);
  const input = perMillion('input-price', dollars(prefillTime), promptTokens, 'time to read the prompts × dollars a second ÷ their tokens');
  return {
    kind: 'token-prices',
    input,
    output: perMillion('output-price', dollars(decodeTime), outputTokens, 'time to write the answers × dollars a second ÷ their tokens'),
    cachedInput:
      cached &&
      perMillion(
        'cached-input-price',
        Math.max(0, dollars((prefillTime * cached.tokens) / promptTokens - (prefillTime - cached.prefillTime))),
        cached.tokens,
        'input price − time saved × dollars a second ÷ cached tokens',
      ),
    total: derived('batch-cost', dollars(prefillTime + decodeTime), 'USD', 'time × devices × dollars an hour ÷ 3,600', from),
  };
}

function checkBatch({ requests, promptTokens, outputTokens, prefillTime, decodeTime, cached, devices, price }: ServedBatch): Refusal | undefined {
  const cachedTime = (time: number): Refusal | undefined =>
    time > prefillTime
      ? refusal('invalid-number', `Reading the prompts takes ${time} s with a cache and ${prefillTime} s without.`, 'Give a time with the cache that is no longer than the one without.')
      : undefined;
  return firstRefusal(
    checkWhole('requests', requests, limits.requests),
    checkWhole('promptTokens', promptTokens, limits.requestTokens),
    checkWhole('outputTokens', outputTokens, limits.requestTokens),
    checkPositive('prefillTime', prefillTime, limits.seconds),
    checkPositive('decodeTime', decodeTime, limits.seconds),
    checkWhole('devices', devices, limits.devices),
    checkFrom0('price', price, limits.dollarsPerHour),
    cached && checkWhole('cached.tokens', cached.tokens, promptTokens),
    cached && checkFrom0('cached.prefillTime', cached.prefillTime, limits.seconds),
    cached && cachedTime(cached.prefillTime),
  );
}

export interface PublishedPrices {
  readonly input: DollarsPerMillionTokens;
  readonly output: DollarsPerMillionTokens;
  /** Where the provider sells none, cached tokens cost what others do. */
  readonly cachedInput?: DollarsPerMillionTokens;
}

/**
 * What one request costs at published prices: (prompt − cached) · input + cached · cached input + output · output, each by the million.
 *
 * Source: the providers' price lists. Validity: list prices of one context tier; discounts, batch rates and what writing to a cache costs are left out.
 * @param cachedTokens of the prompt's
 */
export function requestBill(
  promptTokens: number,
  cachedTokens: number,
  outputTokens: number,
  { input, output, cachedInput = input }: PublishedPrices,
  from: readonly Provenance[],
): Derived<Dollars> | Refusal {
  return (
    firstRefusal(
      checkWhole('promptTokens', promptTokens, limits.requestTokens, 0),
      checkWhole('cachedTokens', cachedTokens, promptTokens, 0),
      checkWhole('outputTokens', outputTokens, limits.requestTokens, 0),
      checkFrom0('input price', input, limits.dollarsPerMillionTokens),
      checkFrom0('output price', output, limits.dollarsPerMillionTokens),
      checkFrom0('cached input price', cachedInput, limits.dollarsPerMillionTokens),
    ) ??
    derived(
      'request-bill',
      ((promptTokens - cachedTokens) * input + cachedTokens * cachedInput + outputTokens * output) / million,
      'USD',
      '(new prompt tokens × input price + cached ones × cached price + written ones × output price) ÷ 1,000,000',
      from,
    )
  );
}
