import type { Measure, Provenance, Unit } from '@/lib/measure/measure';

/** A figure measured on this device. `at`: when, in milliseconds since the epoch. */
export function measured(name: string, value: number, unit: Unit, device: string, samples: number, at = Date.now()): Measure {
  return { name, value, unit, provenance: { kind: 'measured', device, at, samples } };
}

/** A figure counted, and what was counted. */
export function counted(name: string, value: number, unit: Unit, what: string): Measure {
  const provenance: Provenance = { kind: 'counted', what };
  return { name, value, unit, provenance };
}
