import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import type { SourceId } from '../sources';

/** A figure quoted in running text: the measure itself, and how the sentence shows it. */
export interface Fact {
  readonly measure: Measure;
  readonly shown: string;
}

export const grouped = (value: number): string => value.toLocaleString('en-GB');
export const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
export const fourFigures = (value: number): string => grouped(Number(value.toPrecision(4)));

export const counted = (what: string): Provenance => ({ kind: 'counted', what });
export const published = (source: SourceId): Provenance => ({ kind: 'published', source });

export function fact(name: string, value: number, unit: Unit, provenance: Provenance, shown: string): Fact {
  return { measure: { name, value, unit, provenance }, shown };
}
