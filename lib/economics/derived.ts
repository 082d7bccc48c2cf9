import type { Measure, Provenance, Unit } from '@/lib/measure/measure';
import type { Quantity } from './quantities';

/** A measure worked out by a formula; its value still knows its unit. */
export interface Derived<Value extends number = number> extends Measure {
  readonly value: Value;
  readonly provenance: Extract<Provenance, { kind: 'derived' }>;
}

/**
 * @param formula in words and signs, as a page shows it
 * @param from where the formula's inputs come from
 */
export function derived<Name extends Unit>(name: string, value: number, unit: Name, formula: string, from: readonly Provenance[]): Derived<Quantity<Name>> {
  return { name, value: value as Quantity<Name>, unit, provenance: { kind: 'derived', from, formula } };
}
