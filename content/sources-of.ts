import type { Provenance } from '@/lib/measure/measure';
import type { SourceId } from './sources';

/** Every source that a provenance names: its own, or those of what it was reckoned from, as often as they come. */
export function sourcesOf(provenance: Provenance): readonly SourceId[] {
  if (provenance.kind === 'published') return [provenance.source];
  return provenance.kind === 'derived' ? provenance.from.flatMap(sourcesOf) : [];
}
