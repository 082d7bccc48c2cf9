import type { BackendKind } from './events';

/** How a backend reads tokens. */
export interface PassSizes {
  /** Sizes of pass that are kept captured, smallest first, from 1 on. */
  readonly sizes: readonly number[];
  /** Share of a pass that may be padding. */
  readonly mostPadding: number;
}

/**
 * A GPU that is not full takes as long for a few tokens as for many, so padding costs less there than another pass. The CPU computes
 * padding like tokens, and another pass costs about as much as five of them (pocket-5m, EPYC): more sizes, hardly padded.
 */
export const passSizes: Readonly<Record<BackendKind, PassSizes>> = {
  webgpu: { sizes: [1, 4, 16, 64], mostPadding: 1 / 2 },
  cpu: { sizes: [1, 2, 4, 8, 16, 32, 64], mostPadding: 1 / 5 },
};

/** The pass that comes next when `remaining` tokens are to be read: the smallest that takes them all if not too much of it is padding, else the largest that they fill. */
export function nextChunk(remaining: number, { sizes, mostPadding }: PassSizes): { readonly size: number; readonly count: number } {
  const enclosing = sizes.find((size) => size >= remaining);
  if (enclosing !== undefined && enclosing - remaining <= mostPadding * enclosing) return { size: enclosing, count: remaining };
  const size = sizes.findLast((candidate) => candidate <= remaining)!;
  return { size, count: size };
}
