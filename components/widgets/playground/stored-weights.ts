import type { EngineFacts } from '@/lib/engine/engine';
import type { StoredWeights } from './run-record';

/** What the engine tells of its weights, as the playground keeps it. */
export function storedWeightsOf({ precision, weightBytes, bitsPerWeight, storage, kvCacheBytes, draft }: EngineFacts): StoredWeights {
  const others = storage.filter((group) => group.what !== 'norms' && group.precision !== precision);
  return { weightBytes, bitsPerWeight, kvCacheBytes, draftBytes: draft?.weightBytes ?? null, remark: others.map((group) => `${group.what} ${group.precision}`).join(', ') };
}
