import type { Corpus, Split } from './corpus';
import { coins } from './random';

/** Rows of token ids and, for each id, the one that comes after it. Both (B, T). */
export interface Batch {
  readonly rows: number; // B
  readonly tokens: number; // T
  readonly ids: Int32Array<ArrayBuffer>;
  readonly targets: Int32Array<ArrayBuffer>;
}

/** Held-out rows that are looked at each time: enough for two digits, and no more than a moment's work. */
const mostHeldoutRows = 128;

/**
 * The batch of a step: rows drawn with the coins of that step alone, so that whoever goes on from a checkpoint draws the same.
 * @param step 1 for the first
 */
export function trainingBatch({ train, vocabulary, contextLength }: Corpus, batchRows: number, seed: number, step: number): Batch {
  const coin = coins(seed, 'batches', step * batchRows);
  const starts = Array.from({ length: batchRows }, () => train.starts[Math.floor(coin() * train.starts.length)]);
  return batchOf(train, starts, contextLength, vocabulary.beginId);
}

/** The held-out rows, the same at every time, in batches of one size: the last is filled up with its own first row, which does not count. */
export function heldoutBatches({ heldout, vocabulary, contextLength }: Corpus, batchRows: number): readonly (Batch & { readonly counted: number })[] {
  const starts = apart(heldout, contextLength);
  const batches = [];
  for (let first = 0; first < starts.length; first += batchRows) {
    const own = starts.slice(first, first + batchRows);
    const filled = [...own, ...Array<number>(batchRows - own.length).fill(own[0])];
    batches.push({ ...batchOf(heldout, filled, contextLength, vocabulary.beginId), counted: own.length });
  }
  return batches;
}

/** Rows that do not overlap, taken evenly where there are more than enough. */
function apart({ starts }: Split, contextLength: number): number[] {
  const chosen: number[] = [];
  for (const start of starts) if (chosen.length === 0 || start >= chosen[chosen.length - 1] + contextLength) chosen.push(start);
  const every = Math.max(1, chosen.length / mostHeldoutRows);
  return Array.from({ length: Math.min(chosen.length, mostHeldoutRows) }, (_, at) => chosen[Math.floor(at * every)]);
}

/** A row goes in as the begin token and all its ids but the last, and should come out as its ids. */
function batchOf({ ids }: Split, starts: readonly number[], tokens: number, beginId: number): Batch {
  const [input, targets] = [new Int32Array(starts.length * tokens), new Int32Array(starts.length * tokens)];
  starts.forEach((start, row) => {
    const wanted = ids.subarray(start, start + tokens);
    targets.set(wanted, row * tokens);
    input[row * tokens] = beginId;
    input.set(wanted.subarray(0, tokens - 1), row * tokens + 1);
  });
  return { rows: starts.length, tokens, ids: input, targets };
}
