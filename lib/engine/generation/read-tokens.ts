import { nextChunk, type PassSizes } from './chunks';
import type { Passes } from './passes';

/** Tokens of one sequence that go into one pass. */
export interface Chunk {
  readonly slot: number;
  readonly firstPosition: number;
  readonly ids: readonly number[];
  /** Tokens the pass has room for. */
  readonly size: number;
}

/**
 * One pass over a chunk.
 * @param logitsFrom first position whose logits are wanted
 * @returns logits (vocab) of each wanted position in the chunk
 */
export async function readChunk(passes: Passes, { slot, firstPosition, ids, size }: Chunk, logitsFrom: number): Promise<Float32Array[]> {
  const wanted = Math.min(ids.length, firstPosition + ids.length - logitsFrom);
  const pass = await passes.get({ batch: 1, tokens: size, ending: wanted > 1 ? 'all' : 'last' });
  pass.feed([{ slot, firstPosition, ids }]);
  if (wanted <= 0) {
    await pass.run();
    return [];
  }
  const rows = await pass.logits(); // (1 or size, vocab)
  const { vocab } = passes.config;
  const end = wanted > 1 ? ids.length : 1;
  return Array.from({ length: wanted }, (_, index) => rows.slice((end - wanted + index) * vocab, (end - wanted + index + 1) * vocab));
}

/** The tokens from `firstPosition` on, in chunks. */
export function* chunksOf(slot: number, ids: readonly number[], firstPosition: number, sizes: PassSizes): Generator<Chunk> {
  let position = firstPosition;
  while (position < ids.length) {
    const { size, count } = nextChunk(ids.length - position, sizes);
    yield { slot, firstPosition: position, ids: ids.slice(position, position + count), size };
    position += count;
  }
}
