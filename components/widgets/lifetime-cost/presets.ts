import { hardware } from '@/content/hardware';
import { prices } from '@/content/prices';
import { rentOf, rentalPrices } from '@/content/rental-prices';
import { servingRates } from '@/content/serving-rates';
import { type TrainingFact, trainingFacts } from '@/content/training-facts';
import { dollarsPerHour, type FlopsPerSecond, isRefusal, teraflopsPerSecond, tokenPrice, tokensPerSecond } from '@/lib/economics';
import type { Measure, Provenance } from '@/lib/measure/measure';

/** A way to come by a cost of a million tokens. */
export interface ServingCost {
  readonly key: 'one-text' | 'list-price' | 'always-full';
  readonly label: string;
  readonly measure: Measure;
}

/** A model whose training is published, and what is known of the cost of serving it. */
export interface Preset {
  readonly key: string;
  readonly name: string;
  readonly training: TrainingFact & { readonly deviceHours: number };
  /** Of an hour of the device it was trained on. */
  readonly rent: { readonly price: number; readonly provenance: Provenance };
  /** Of one such device in 16-bit arithmetic; absent where no data sheet of it is at hand. */
  readonly peak?: FlopsPerSecond;
  readonly costs: readonly ServingCost[];
  /** A million tokens, at the start. */
  readonly startCost: number;
}

const published = (...sources: readonly Extract<Provenance, { kind: 'published' }>['source'][]): Provenance[] => [...new Set(sources)].map((source) => ({ kind: 'published', source }));

const median = rentalPrices.find(({ offer }) => offer === 'median of 37 providers')!;

function listPrice(model: string): ServingCost {
  const price = prices.find((each) => each.model === model && each.host === 'Together AI')!;
  return {
    key: 'list-price',
    label: 'The list price of Together AI',
    measure: { name: 'serving-cost', value: price.output, unit: 'USD/million tokens', provenance: { kind: 'published', source: price.source } },
  };
}

/** On machines rented as cheaply as anybody offers them. Of a full server the tokens read count too: as many as are written. */
function rented(model: string, load: 'one text' | 'always full'): ServingCost {
  const rate = servingRates.find((each) => each.model === model && each.load === load)!;
  const { lowest, sources } = rentOf(rate.device);
  const isFull = load === 'always full';
  const tokens = isFull ? (rate.tokensPerSecond * (rate.promptTokens + rate.outputTokens)) / rate.outputTokens : rate.tokensPerSecond;
  const cost = tokenPrice(tokensPerSecond(tokens), rate.devices, dollarsPerHour(lowest), published(rate.source, ...sources));
  if (isRefusal(cost)) throw new Error(`${cost.message} ${cost.remedy}`);
  return isFull ? { key: 'always-full', label: 'Rented H100s, always full', measure: { ...cost, name: 'serving-cost' } } : { key: 'one-text', label: 'A rented A100, one text at a time', measure: { ...cost, name: 'serving-cost' } };
}

function trained(model: string): Preset['training'] {
  const fact = trainingFacts.find((each) => each.model === model);
  if (fact?.deviceHours === undefined) throw new Error(`content/training-facts.ts knows no hours of ${model}.`);
  return { ...fact, deviceHours: fact.deviceHours };
}

const onH100s = {
  rent: { price: median.lowest, provenance: published(median.source)[0] },
  peak: teraflopsPerSecond(hardware.find(({ name }) => name === 'H100-SXM-80GB')!.teraflops.f16!),
} as const;

function llama(key: string, model: string, costs: readonly ServingCost[]): Preset {
  return { key, name: model, training: trained(model), ...onH100s, costs, startCost: costs.find((cost) => cost.key === 'list-price')!.measure.value };
}

const deepSeek = trained('DeepSeek-V3');

/** Smallest training first. DeepSeek’s makers publish dollars, at two an hour; what its tokens cost is the page’s guess. */
export const presets: readonly Preset[] = [
  llama('llama-3.1-8b', 'Llama-3.1-8B', [rented('Llama-3.1-8B', 'one text'), listPrice('Llama 3.1 8B'), rented('Llama-3.1-8B', 'always full')]),
  { key: 'deepseek-v3', name: 'DeepSeek-V3', training: deepSeek, rent: { price: deepSeek.dollars! / deepSeek.deviceHours, provenance: published(deepSeek.source)[0] }, costs: [], startCost: 0.5 },
  llama('llama-3.1-70b', 'Llama-3.1-70B', [rented('Llama-3.1-70B', 'one text'), listPrice('Llama 3.3 70B'), rented('Llama-3.3-70B', 'always full')]),
  llama('llama-3.1-405b', 'Llama-3.1-405B', [listPrice('Llama 3.1 405B'), rented('Llama-3.1-405B', 'always full')]),
];

export const presetOf = (key: unknown): Preset | undefined => presets.find((preset) => preset.key === key);
