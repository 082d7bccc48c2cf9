import { EngineError } from '../errors';
import type { BatchRequest } from './batch-events';

/** Sequences that may run in one pass. */
export const mostSlots = 32;

/** @throws EngineError `invalid-request` for a number of slots or a policy that there is not */
export function checkBatch({ slots, policy = 'continuous' }: BatchRequest): void {
  if (!Number.isSafeInteger(slots) || slots < 1 || slots > mostSlots) throw invalid(`A batch of ${slots} slots is not possible.`, `Choose from 1 to ${mostSlots}.`);
  if (policy !== 'continuous' && policy !== 'static') throw invalid(`There is no batching called “${String(policy)}”.`, 'Choose continuous or static.');
}

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}
