/** Sizes of pass that are kept captured, smallest first. */
export const chunkSizes: readonly number[] = [1, 4, 16, 64];

/**
 * The pass that comes next when `remaining` tokens are to be read: the smallest that takes them all if at most half
 * of it is padding, else the largest that they fill.
 */
export function nextChunk(remaining: number): { readonly size: number; readonly count: number } {
  const enclosing = chunkSizes.find((size) => size >= remaining);
  if (enclosing !== undefined && enclosing <= 2 * remaining) return { size: enclosing, count: remaining };
  const size = chunkSizes.findLast((candidate) => candidate <= remaining)!;
  return { size, count: size };
}
