import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import type { Column } from './columns';

/** Where a run's figures come from. */
export interface Origin {
  /** Measured here or recorded there. */
  readonly of: (samples: number) => Provenance;
  /** Evaluation stories that were scored. */
  readonly stories: number;
}

export const figureNames = ['weight-bytes', 'bits-per-weight', 'decode-tokens-per-second', 'perplexity', 'kl-to-f32', 'top1-agreement'] as const;
export type FigureName = (typeof figureNames)[number];

export const figureLabels: Readonly<Record<FigureName, string>> = {
  'weight-bytes': 'Memory',
  'bits-per-weight': 'Bits a weight',
  'decode-tokens-per-second': 'Speed',
  perplexity: 'Perplexity',
  'kl-to-f32': 'KL from f32',
  'top1-agreement': 'Same best token',
};

/** The six figures of a precision; null: not known yet. */
export function measuresOf({ stored, tokens, tokensPerSecond, quality }: Column, { of, stories }: Origin): Readonly<Record<FigureName, Measure | null>> {
  const figure = (name: FigureName, value: number | null | undefined, unit: Unit, provenance: Provenance): Measure | null => (value === null || value === undefined ? null : { name, value, unit, provenance });
  const counted: Provenance = { kind: 'counted', what: `the words that the engine stored, scales and minima included${stored?.remark ? `; ${stored.remark}` : ''}` };
  return {
    'weight-bytes': figure('weight-bytes', stored?.weightBytes, 'bytes', counted),
    'bits-per-weight': figure('bits-per-weight', stored?.bitsPerWeight, 'bits/weight', counted),
    'decode-tokens-per-second': figure('decode-tokens-per-second', tokensPerSecond, 'tokens/s', of(tokens.length)),
    perplexity: figure('perplexity', quality?.perplexity, 'perplexity', of(stories)),
    'kl-to-f32': figure('kl-to-f32', quality?.kl, 'nats', of(stories)),
    'top1-agreement': figure('top1-agreement', quality?.top1Agreement, 'probability', of(stories)),
  };
}
