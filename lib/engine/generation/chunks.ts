import type { Backend } from '../kernels/backend';

/** How a backend reads tokens. */
export interface PassSizes {
  /** Sizes of pass that are kept captured, smallest first, from 1 on. */
  readonly sizes: readonly number[];
  /** Share of a pass that may be padding. */
  readonly mostPadding: number;
}

/**
 * A GPU that is not full takes as long for a few tokens as for many, so padding costs less there than another pass. A processor computes
 * padding like tokens, and another pass costs about as much as a few of them: it is hardly padded. The CPU backend has all sizes; a
 * software adapter, on which four tokens take hardly longer than two and 16 no longer each than 64, has those of a GPU.
 */
export const passSizes = {
  gpu: { sizes: [1, 4, 16, 64], mostPadding: 1 / 2 },
  software: { sizes: [1, 4, 16, 64], mostPadding: 1 / 5 },
  cpu: { sizes: [1, 2, 4, 8, 16, 32, 64], mostPadding: 1 / 5 },
} as const satisfies Record<string, PassSizes>;

/** How this backend reads tokens. Kernels of one invocation for each result are what a software adapter runs. */
export function passSizesOf({ kind, variant }: Pick<Backend, 'kind' | 'variant'>): PassSizes {
  if (kind === 'cpu') return passSizes.cpu;
  return variant === 'invocation' ? passSizes.software : passSizes.gpu;
}

/** The pass that comes next when `remaining` tokens are to be read: the smallest that takes them all if not too much of it is padding, else the largest that they fill. */
export function nextChunk(remaining: number, { sizes, mostPadding }: PassSizes): { readonly size: number; readonly count: number } {
  const enclosing = sizes.find((size) => size >= remaining);
  if (enclosing !== undefined && enclosing - remaining <= mostPadding * enclosing) return { size: enclosing, count: remaining };
  const size = sizes.findLast((candidate) => candidate <= remaining)!;
  return { size, count: size };
}
