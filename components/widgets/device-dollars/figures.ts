import type { Dot } from '@/components/charts/dot-chart';
import type { ModelShape } from '@/content/model-shapes';
import { type ApiPrice, prices } from '@/content/prices';
import { rentOf } from '@/content/rental-prices';
import { type ServingRate, servingRates } from '@/content/serving-rates';
import { type Derived, dollarsPerHour, type DollarsPerMillionTokens, isRefusal, type Refusal, tokenPrice, tokensPerSecond } from '@/lib/economics';
import type { LayerMeasurement } from '@/lib/engine/generation/measurements';
import { layerMeasures } from '@/lib/measure/layer';
import type { Measure, Provenance } from '@/lib/measure/measure';
import type { ShapeName } from './settings';

/** A layer that was timed, here or where the recording was made. */
export type TimedLayer = { readonly found: LayerMeasurement; readonly device: string } & ({ readonly at: number } | { readonly date: string });

/** Tokens a second of the whole model, one text at a time. */
export function speedOf(shape: Pick<ModelShape, 'layers' | 'source' | 'notModelled'>, timed: TimedLayer): Measure {
  const speed = layerMeasures(shape, timed.found, timed.device, 'at' in timed ? timed.at : 0).find(({ name }) => name === 'decode-tokens-per-second')!;
  return 'at' in timed ? speed : { ...speed, provenance: recorded(speed.provenance, timed) };
}

/** The same, but for where its times come from. */
function recorded(provenance: Provenance, { device, date }: { readonly device: string; readonly date: string }): Provenance {
  if (provenance.kind === 'measured') return { kind: 'recorded', device, date };
  return provenance.kind === 'derived' ? { ...provenance, from: provenance.from.map((each) => recorded(each, { device, date })) } : provenance;
}

/** What a million tokens cost at so much an hour. */
export function deviceDollars(speed: Measure, price: number, by: 'page' | 'reader'): Measure {
  return answered(tokenPrice(tokensPerSecond(speed.value), 1, dollarsPerHour(price), [speed.provenance, { kind: 'assumed', by }]));
}

/** How long a million tokens take. */
export function millionTokensTime(speed: Measure): Measure {
  return {
    name: 'million-tokens-time',
    value: 1e6 / speed.value / 86_400,
    unit: 'days',
    provenance: { kind: 'derived', from: [speed.provenance], formula: '1,000,000 ÷ tokens a second, in days of 86,400 seconds' },
  };
}

/** How many times the list price it is. */
export function timesListPrice(here: Measure, list: Measure): Measure {
  return { name: 'times-list-price', value: here.value / list.value, unit: 'ratio', provenance: { kind: 'derived', from: [here.provenance, list.provenance], formula: 'dollars here ÷ the list price' } };
}

/** The list price that a model is compared with: of the nearest in size that is sold by the token. */
const comparedWith: Readonly<Record<ShapeName, { readonly model: string; readonly host?: string }>> = {
  'Llama-3.2-1B': { model: 'Ministral 3B (24.10)' },
  'Llama-3.1-8B': { model: 'Llama 3.1 8B', host: 'Together AI' },
};

export function listPrice(shape: ShapeName): { readonly price: ApiPrice; readonly measure: Measure } {
  const { model, host } = comparedWith[shape];
  const price = prices.find((each) => each.model === model && each.host === host)!;
  return { price, measure: { name: 'list-price', value: price.output, unit: 'USD/million tokens', provenance: { kind: 'published', source: price.source } } };
}

/** A published speed at what its machines are rented for: from the lowest asked to the highest. */
export function servedDollars(rate: ServingRate): { readonly low: Measure; readonly high: Measure } {
  const { lowest, highest, sources } = rentOf(rate.device);
  const from: Provenance[] = [rate.source, ...sources].map((source) => ({ kind: 'published', source }));
  const at = (price: number): Measure => answered(tokenPrice(tokensPerSecond(rate.tokensPerSecond), rate.devices, dollarsPerHour(price), from));
  return { low: at(lowest), high: at(highest) };
}

const rateOf = (load: ServingRate['load']): ServingRate => servingRates.find((rate) => rate.model === 'Llama-3.1-8B' && rate.load === load)!;

/** This device beside what others ask and pay, dearest means first. */
export function dotsOf(shape: ShapeName, here: Measure, whose: string): readonly Dot[] {
  const { price, measure } = listPrice(shape);
  const eight = listPrice('Llama-3.1-8B');
  return [
    { key: 'here', label: `${shape} on ${whose}, one text at a time`, low: here, mark: 'main' },
    { key: 'rented-one-text', label: 'Llama-3.1-8B on a rented A100, one text at a time', ...servedDollars(rateOf('one text')) },
    { key: 'list-llama-3.1-8b', label: 'Llama-3.1-8B, the list price of Together AI', low: eight.measure },
    ...(price === eight.price ? [] : [{ key: 'list-nearest', label: `${price.model}, the list price of ${price.maker}`, low: measure }]),
    { key: 'rented-full', label: 'Llama-3.1-8B on a rented H100, always full', ...servedDollars(rateOf('always full')) },
  ];
}

function answered(price: Derived<DollarsPerMillionTokens> | Refusal): Measure {
  if (isRefusal(price)) throw new Error(`${price.message} ${price.remedy}`);
  return price;
}
