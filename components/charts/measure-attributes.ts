import type { Measure } from '@/lib/measure/measure';

/**
 * What an element that shows a measure says of it to the outside: tests, exports, readers of the DOM.
 * @param setting where one widget shows the same measure for several settings, which one: `q4`, `batch-8`
 */
export function measureAttributes({ name, value, unit, provenance }: Measure, setting?: string) {
  return { 'data-measure': name, 'data-value': value, 'data-unit': unit, 'data-provenance': provenance.kind, 'data-case': setting };
}
