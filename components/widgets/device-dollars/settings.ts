import { modelShapes } from '@/content/model-shapes';
import type { LinkState } from '@/lib/engine-client/url-state';
import type { LayerRequest } from '@/lib/engine/generation/measurements';

/** The models whose layers are timed: one that fits nearly everywhere, and one whose price is published. */
export const shapeNames = ['Llama-3.2-1B', 'Llama-3.1-8B'] as const;
export type ShapeName = (typeof shapeNames)[number];

export interface DollarSettings {
  readonly shape: ShapeName;
  /** Dollars an hour. */
  readonly price: number;
}

export const lowestPrice = 0.01;
export const highestPrice = 10;

/** The price is what the cheapest A100 costs. */
export const startSettings: DollarSettings = { shape: 'Llama-3.2-1B', price: 0.8 };

export const shapeOf = (name: ShapeName) => modelShapes.find((shape) => shape.name === name)!;

/** What is timed: one token for one text. Its weights are rounded to 4 bits, so that the larger model's layer fits on small devices too. */
export const requestOf = (name: ShapeName): LayerRequest => ({ shape: shapeOf(name), plan: { precision: 'q4' }, batch: 1, tokens: 1, context: 256 });

/** The slider runs in hundredths of a power of ten, so that cents and dollars have equal room. */
export const steps = { min: Math.log10(lowestPrice) * 100, max: Math.log10(highestPrice) * 100 };
export const stepOf = (price: number): number => Math.round(Math.log10(price) * 100);
/** A price with two figures. */
export const priceAt = (step: number): number => Number((10 ** (step / 100)).toPrecision(2));

export const linkOf = ({ shape, price }: DollarSettings): LinkState => ({ settings: { shape, price } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState): DollarSettings {
  const { shape, price } = settings;
  return {
    shape: shapeNames.find((name) => name === shape) ?? startSettings.shape,
    price: typeof price === 'number' && price >= lowestPrice && price <= highestPrice ? price : startSettings.price,
  };
}
