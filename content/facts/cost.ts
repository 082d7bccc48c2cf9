import type { Provenance } from '@/lib/measure/measure';
import { hardware } from '../hardware';
import { prices } from '../prices';
import { rentOf, rentalPrices } from '../rental-prices';
import { servingRates } from '../serving-rates';
import type { SourceId } from '../sources';
import { charactersPerToken, chatLengths } from '../text-lengths';
import { trainingFacts } from '../training-facts';
import { fact, grouped, published } from './fact';

const cents = (value: number): string => `$${value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const wholeDollars = (value: number): string => `$${grouped(Math.round(value))}`;
const millions = (value: number): string => `$${(value / 1e6).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} million`;
const whole = (value: number): string => grouped(Math.round(value));
const example: Provenance = { kind: 'assumed', by: 'page' };
const derived = (formula: string, ...from: readonly (SourceId | Provenance)[]): Provenance => ({ kind: 'derived', from: from.map((each) => (typeof each === 'string' ? published(each) : each)), formula });

function priceOf(model: string, host?: string) {
  const found = prices.find((price) => price.model === model && price.host === host);
  if (!found) throw new Error(`content/prices.ts has no ${model}.`);
  return found;
}

function trainingOf(model: string) {
  const found = trainingFacts.find((each) => each.model === model);
  if (!found) throw new Error(`content/training-facts.ts has no ${model}.`);
  return found;
}

const rateOf = (model: string, load: string) => servingRates.find((rate) => rate.model === model && rate.load === load)!;

/** One message of the mean length. */
const { prompt, answer } = chatLengths;
const messageTokens = prompt.value + answer.value;
const sonnet = priceOf('Claude Sonnet 4.5');
const nano = priceOf('GPT-5 nano');
const costOf = (read: number, written: number, price: typeof sonnet): number => (read * price.input + written * price.output) / 1e6;
const sonnetMessage = costOf(prompt.value, answer.value, sonnet);
const nanoMessage = costOf(prompt.value, answer.value, nano);
/** A feature that ten thousand people use ten times a day, for thirty days. */
const monthlyMessages = 10_000 * 10 * 30;

/** A chat product with a million users. */
const dailyMessages = 1_000_000 * 10;
const dailyTokens = dailyMessages * messageTokens;
const seventy = trainingOf('Llama-3.1-70B');
const median = rentalPrices.find(({ offer }) => offer === 'median of 37 providers')!;
const trainingCost = seventy.deviceHours! * median.lowest;
const listed = priceOf('Llama 3.3 70B', 'Together AI');
const dailyCost = (dailyTokens / 1e6) * listed.output;
const a100 = rentOf('A100-SXM-80GB');
const h100 = rentOf('H100-SXM-80GB');
const perMillion = (tokensPerSecond: number, devices: number, rent: number): number => ((devices * rent) / (3_600 * tokensPerSecond)) * 1e6;
const aloneSeventy = rateOf('Llama-3.1-70B', 'one text');
const aloneCost = perMillion(aloneSeventy.tokensPerSecond, aloneSeventy.devices, a100.lowest);
const alone = rateOf('Llama-3.1-8B', 'one text');
const full = rateOf('Llama-3.1-8B', 'always full');
const eight = trainingOf('Llama-3.1-8B');
const chinchilla = trainingOf('Chinchilla-70B');
const bandwidthOf = (device: string): number => hardware.find(({ name }) => name === device)!.bandwidthGigabytes;
/** Numbers of 8 bits are fetched twice as fast as such of 16. */
const fetchingFactor = (2 * bandwidthOf(full.device)) / bandwidthOf(alone.device);

const trainingBill = derived('hours of one H100 for the training × the median rent of an hour', seventy.source, median.source);
const dailyBill = derived('a million users × 10 messages a day × the mean tokens of a message × the list price', prompt.source, listed.source, example);

/** Every figure that the text of lesson 4 quotes, but for those it shares with lesson 2. */
export const costFacts = {
  'llama-characters-per-token': fact('llama-characters-per-token', charactersPerToken.value, 'characters/token', published(charactersPerToken.source), '3.94'),
  'sonnet-input-price': fact('sonnet-input-price', sonnet.input, 'USD/million tokens', published(sonnet.source), cents(sonnet.input)),
  'sonnet-output-price': fact('sonnet-output-price', sonnet.output, 'USD/million tokens', published(sonnet.source), cents(sonnet.output)),
  'sonnet-read-cost': fact('sonnet-read-cost', costOf(prompt.value, 0, sonnet), 'USD', derived('1,155 tokens × $3 ÷ 1,000,000', prompt.source, sonnet.source), '$0.00347'),
  'sonnet-write-cost': fact('sonnet-write-cost', costOf(0, answer.value, sonnet), 'USD', derived('211 tokens × $15 ÷ 1,000,000', answer.source, sonnet.source), '$0.00317'),
  'sonnet-message-cost': fact('sonnet-message-cost', sonnetMessage, 'USD', derived('what is read and what is written together', prompt.source, sonnet.source), '$0.00663'),
  'sonnet-monthly-cost': fact(
    'sonnet-monthly-cost',
    sonnetMessage * monthlyMessages,
    'USD',
    derived('the cost of a message × 10,000 users × 10 messages × 30 days', prompt.source, sonnet.source, example),
    wholeDollars(sonnetMessage * monthlyMessages),
  ),
  'nano-monthly-cost': fact(
    'nano-monthly-cost',
    nanoMessage * monthlyMessages,
    'USD',
    derived('the same messages at the list price of GPT-5 nano', prompt.source, nano.source, example),
    wholeDollars(nanoMessage * monthlyMessages),
  ),
  'nano-factor': fact('nano-factor', sonnetMessage / nanoMessage, 'ratio', derived('the cost of a message with Claude Sonnet 4.5 ÷ with GPT-5 nano', prompt.source, nano.source), whole(sonnetMessage / nanoMessage)),

  'a100-one-text-rate': fact('a100-one-text-rate', alone.tokensPerSecond, 'tokens/s', published(alone.source), '94'),
  'h100-full-rate': fact('h100-full-rate', full.tokensPerSecond, 'tokens/s', published(full.source), grouped(full.tokensPerSecond)),
  'h100-fetching-factor': fact('h100-fetching-factor', fetchingFactor, 'ratio', derived('bandwidth of an H100 ÷ of an A100 × 2, for numbers of 8 bits in place of 16', 'h100-data-sheet', 'a100-data-sheet'), fetchingFactor.toFixed(1)),
  'h100-company-factor': fact('h100-company-factor', full.tokensPerSecond / alone.tokensPerSecond, 'ratio', derived('tokens a second of the full server ÷ of the one that writes one text', full.source, alone.source), whole(full.tokensPerSecond / alone.tokensPerSecond)),
  'a100-lowest-cost': fact('a100-lowest-cost', perMillion(alone.tokensPerSecond, 1, a100.lowest), 'USD/million tokens', derived('rent of an hour ÷ 3,600 ÷ tokens a second × 1,000,000', alone.source, ...a100.sources), cents(perMillion(alone.tokensPerSecond, 1, a100.lowest))),
  'a100-highest-cost': fact('a100-highest-cost', perMillion(alone.tokensPerSecond, 1, a100.highest), 'USD/million tokens', derived('rent of an hour ÷ 3,600 ÷ tokens a second × 1,000,000', alone.source, ...a100.sources), cents(perMillion(alone.tokensPerSecond, 1, a100.highest))),
  'h100-lowest-cost': fact('h100-lowest-cost', perMillion(full.tokensPerSecond, 1, h100.lowest), 'USD/million tokens', derived('rent of an hour ÷ 3,600 ÷ tokens a second × 1,000,000', full.source, ...h100.sources), cents(perMillion(full.tokensPerSecond, 1, h100.lowest))),
  'h100-highest-cost': fact('h100-highest-cost', perMillion(full.tokensPerSecond, 1, h100.highest), 'USD/million tokens', derived('rent of an hour ÷ 3,600 ÷ tokens a second × 1,000,000', full.source, ...h100.sources), cents(perMillion(full.tokensPerSecond, 1, h100.highest))),
  'llama-8b-list-price': fact('llama-8b-list-price', priceOf('Llama 3.1 8B', 'Together AI').output, 'USD/million tokens', published('genai-prices'), '$0.18'),

  'llama-70b-hours': fact('llama-70b-hours', seventy.deviceHours!, 'hours', published(seventy.source), 'seven million'),
  'h100-median-rent': fact('h100-median-rent', median.lowest, 'USD/hour', published(median.source), cents(median.lowest)),
  'llama-70b-training-cost': fact('llama-70b-training-cost', trainingCost, 'USD', trainingBill, millions(trainingCost)),
  'llama-70b-list-price': fact('llama-70b-list-price', listed.output, 'USD/million tokens', published(listed.source), cents(listed.output)),
  'chat-daily-cost': fact('chat-daily-cost', dailyCost, 'USD', dailyBill, wholeDollars(dailyCost)),
  'chat-days': fact('chat-days', trainingCost / dailyCost, 'days', derived('the cost of training ÷ the cost of a day', trainingBill, dailyBill), whole(trainingCost / dailyCost)),
  'chat-years': fact('chat-years', trainingCost / dailyCost / 365, 'ratio', derived('the days ÷ 365', trainingBill, dailyBill), (trainingCost / dailyCost / 365).toFixed(1)),
  'chat-days-hundred-million': fact('chat-days-hundred-million', trainingCost / dailyCost / 100, 'days', derived('the same with a hundred times the users', trainingBill, dailyBill), whole(trainingCost / dailyCost / 100)),
  'a100-seventy-rate': fact('a100-seventy-rate', aloneSeventy.tokensPerSecond, 'tokens/s', published(aloneSeventy.source), '18'),
  'a100-seventy-cost': fact('a100-seventy-cost', aloneCost, 'USD/million tokens', derived('the lowest rent of an hour ÷ 3,600 ÷ tokens a second × 1,000,000', aloneSeventy.source, ...a100.sources), cents(aloneCost)),
  'chat-days-one-text': fact(
    'chat-days-one-text',
    trainingCost / ((dailyTokens / 1e6) * aloneCost),
    'days',
    derived('the cost of training ÷ (tokens a day × that cost)', trainingBill, aloneSeventy.source, ...a100.sources, example),
    whole(trainingCost / ((dailyTokens / 1e6) * aloneCost)),
  ),
  'llama-training-tokens': fact('llama-training-tokens', seventy.tokens, 'tokens', published(seventy.source), '15 trillion'),
  'llama-crossover-tokens': fact('llama-crossover-tokens', 3 * seventy.tokens, 'tokens', derived('3 × training tokens', seventy.source), '45 trillion'),
  'chat-flop-days': fact('chat-flop-days', (3 * seventy.tokens) / dailyTokens, 'days', derived('3 × training tokens ÷ tokens a day', seventy.source, prompt.source, example), whole((3 * seventy.tokens) / dailyTokens)),
  'chinchilla-tokens-per-parameter': fact('chinchilla-tokens-per-parameter', chinchilla.tokens / chinchilla.parameters, 'ratio', derived('training tokens ÷ parameters', chinchilla.source), whole(chinchilla.tokens / chinchilla.parameters)),
  'llama-8b-tokens-per-parameter': fact('llama-8b-tokens-per-parameter', eight.tokens / eight.parameters, 'ratio', derived('training tokens ÷ parameters', eight.source), whole(eight.tokens / eight.parameters)),
} as const;
