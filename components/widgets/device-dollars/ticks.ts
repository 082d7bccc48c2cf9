import { rentOf, rentalPrices } from '@/content/rental-prices';
import type { Provenance } from '@/lib/measure/measure';

/** What an hour of a known device is rented for: where the slider can be set to. */
export const ticks: readonly { readonly label: string; readonly price: number }[] = [
  { label: 'an A100, at the least', price: rentOf('A100-SXM-80GB').lowest },
  { label: 'a TPU v5e', price: rentOf('TPU v5e').lowest },
  { label: 'an H100, the median', price: rentalPrices.find(({ offer }) => offer === 'median of 37 providers')!.lowest },
  { label: 'an H200, at the most', price: rentOf('H200-SXM-141GB').highest },
];

export const ticksProvenance: Provenance = {
  kind: 'derived',
  from: [...new Set(rentalPrices.map(({ source }) => source))].map((source) => ({ kind: 'published', source })),
  formula: 'what is asked for an hour on demand: lowest, highest or median of the offers in these sources, of May 2026 (the TPU: February 2025)',
};
