import type { SourceId } from './sources';

/** What an hour of one device costs to rent on demand, in US dollars. */
export interface RentalPrice {
  /** A name of content/hardware.ts. */
  readonly device: string;
  /** Who asks it. */
  readonly offer: 'large clouds' | 'specialised clouds' | 'small providers' | 'median of 37 providers' | 'Google Cloud list price';
  /** Lowest and highest asked; the same where one figure is given. */
  readonly lowest: number;
  readonly highest: number;
  /** ISO date, or month, on which the source says so. */
  readonly asOf: string;
  readonly source: SourceId;
  readonly note?: string;
}

const mercatus = { asOf: '2026-05', source: 'mercatus-gpu-pricing' } as const;
const scalingBook = { offer: 'Google Cloud list price', asOf: '2025-02', source: 'scaling-book' } as const;

/**
 * Ticks for a slider of dollars an hour, never "the" price: the same card costs twice to four times as much at one provider as at another.
 * The first two sources are commercial price indices, not primary.
 */
export const rentalPrices: readonly RentalPrice[] = [
  { device: 'A100-SXM-80GB', offer: 'large clouds', lowest: 1.5, highest: 3, ...mercatus, note: 'the source says A100 80GB' },
  { device: 'A100-SXM-80GB', offer: 'specialised clouds', lowest: 1.1, highest: 1.5, ...mercatus, note: 'the source says A100 80GB' },
  { device: 'A100-SXM-80GB', offer: 'small providers', lowest: 0.8, highest: 1.1, ...mercatus, note: 'the source says A100 80GB' },
  { device: 'H100-SXM-80GB', offer: 'large clouds', lowest: 3.5, highest: 5, ...mercatus },
  { device: 'H100-SXM-80GB', offer: 'specialised clouds', lowest: 2.5, highest: 3.5, ...mercatus },
  { device: 'H100-SXM-80GB', offer: 'small providers', lowest: 1.99, highest: 2.5, ...mercatus },
  { device: 'H100-SXM-80GB', offer: 'median of 37 providers', lowest: 2.95, highest: 2.95, asOf: '2026-05-20', source: 'aimultiple-gpu-index', note: 'the source says H100, not which kind; above 7 dollars early in 2024' },
  { device: 'H200-SXM-141GB', offer: 'large clouds', lowest: 4.5, highest: 7, ...mercatus },
  { device: 'H200-SXM-141GB', offer: 'specialised clouds', lowest: 3.5, highest: 4.5, ...mercatus },
  { device: 'H200-SXM-141GB', offer: 'small providers', lowest: 2.5, highest: 3.5, ...mercatus },
  { device: 'TPU v5e', lowest: 1.2, highest: 1.2, ...scalingBook },
];

/** What an hour of a device costs to rent, from the lowest asked to the highest, by any source. @throws Error where nobody is known to rent it out */
export function rentOf(device: string): { readonly lowest: number; readonly highest: number; readonly sources: readonly SourceId[] } {
  const found = rentalPrices.filter((price) => price.device === device);
  if (found.length === 0) throw new Error(`content/rental-prices.ts has no ${device}.`);
  return { lowest: Math.min(...found.map(({ lowest }) => lowest)), highest: Math.max(...found.map(({ highest }) => highest)), sources: [...new Set(found.map(({ source }) => source))] };
}
