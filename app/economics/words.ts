import { figureText } from '@/components/charts';
import type { PredictedRow, PredictionUnit } from '@/content/published/predictions';
import type { Unit } from '@/lib/measure/measure';

const units: Record<PredictionUnit, Unit> = { 'tok/s': 'tokens/s', ms: 'ms', ratio: 'ratio', bytes: 'bytes', tokens: 'tokens', flops: 'flops', count: 'count' };

export const figure = (value: number, unit: PredictionUnit): string => figureText({ value, unit: units[unit] });

/** A share as a whole number of per cent; tenths below one. */
export const share = (value: number): string => `${(value * 100).toLocaleString('en-GB', { maximumFractionDigits: value < 0.01 ? 1 : 0 })}%`;

/** How far a prediction is off, for a reader: `12% too low`, `2.3 times too high`. */
export function offBy(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.0005) return 'equal';
  const side = ratio > 1 ? 'too high' : 'too low';
  const factor = Math.max(ratio, 1 / ratio);
  // A third of what it should be is "3 times too low", never "67% too low": both sides are then told by the same measure.
  return factor < 2 ? `${share(Math.abs(ratio - 1))} ${side}` : `${factor.toLocaleString('en-GB', { maximumSignificantDigits: 2 })} times ${side}`;
}

/** What was run on what: `Llama-3-8B, Q4_K_M, 2 × A100; batch 8`. */
export function caseOf({ model, precision, hardware, setting }: PredictedRow): string {
  const what = [model, precision, hardware].filter((word) => word !== '' && word !== '-').join(', ');
  return setting ? `${what}; ${setting}` : what;
}
