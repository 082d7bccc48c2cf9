import { idsOf, type RunRecord, type SequenceRecord } from './run-record';

/** Index of the first token at which two texts part; null: none as far as both go. */
export function firstDifference(one: readonly number[], other: readonly number[]): number | null {
  const both = Math.min(one.length, other.length);
  for (let index = 0; index < both; index++) if (one[index] !== other[index]) return index;
  return null;
}

/** Where a sequence parts from its like in another run; null where it does not, or has none. */
export function partsAt(sequence: SequenceRecord, other: SequenceRecord | undefined): number | null {
  return other ? firstDifference(idsOf(sequence), idsOf(other)) : null;
}

/** How two runs' texts compare, in a sentence. */
export function differenceInWords(one: RunRecord, other: RunRecord): string {
  if (one.settings.prompt !== other.settings.prompt) return 'The prompts differ, so the texts cannot be compared token by token.';
  const pairs = one.sequences.flatMap((sequence, index) => (index < other.sequences.length ? [partsAt(sequence, other.sequences[index])] : []));
  const parted = pairs.filter((index): index is number => index !== null);
  if (parted.length === 0) return pairs.length === 1 ? 'As far as both go, the two texts are the same, token for token.' : 'As far as they go, all texts are the same, token for token.';
  const first = Math.min(...parted);
  const after = first === 1 ? 'after one token' : `after ${first} tokens`;
  if (pairs.length === 1) return first === 0 ? 'The two texts differ from the first token on.' : `The two texts part ${after}, at the marked one.`;
  return `${parted.length} of ${pairs.length} texts part, the first of them ${first === 0 ? 'at its first token' : after}. The marked tokens show where.`;
}
