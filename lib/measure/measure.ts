import type { SourceId } from '@/content/sources';

/** Units a figure may carry. Add one here when a lesson needs it; nothing is shown without. */
export type Unit =
  | 'tokens'
  | 'characters'
  | 'characters/token'
  | 'bytes'
  | 'bytes/s'
  | 'bits/weight'
  | 'flops/s'
  | 'ms'
  | 's'
  | 'days'
  | 'tokens/s'
  | 'probability'
  | 'share'
  | 'nats'
  | 'count'
  | 'ratio'
  | 'percent'
  | 'perplexity'
  | 'USD/million tokens'
  | 'USD'
  | 'USD/hour'
  | 'flops'
  | 'hours'
  | 'kWh'
  | 'J'
  /** A weight, or its gradient: a bare number of any size. */
  | 'weight';

/** Where a number comes from. Nothing on a page is shown without one. */
export type Provenance =
  | { readonly kind: 'measured'; readonly device: string; readonly at: number; readonly samples: number }
  | { readonly kind: 'simulated'; readonly assumptions: readonly string[] }
  | { readonly kind: 'recorded'; readonly device: string; readonly date: string }
  | { readonly kind: 'published'; readonly source: SourceId }
  | { readonly kind: 'counted'; readonly what: string }
  | { readonly kind: 'assumed'; readonly by: 'reader' | 'page' }
  | { readonly kind: 'derived'; readonly from: readonly Provenance[]; readonly formula: string };

/** One figure: a readout takes this, never a bare number. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly provenance: Provenance;
}

/** What a chart draws. Points are (x, y); `unit` is y's. */
export interface Series {
  readonly name: string;
  readonly unit: Unit;
  readonly provenance: Provenance;
  readonly points: readonly (readonly [number, number])[];
}
