import type { GeneratedToken } from '@/lib/engine-client/generation-state';

/** One of the two texts as it is drawn. */
export interface ShownText {
  readonly seed: number;
  readonly prompt: string;
  readonly tokens: readonly Pick<GeneratedToken, 'id' | 'piece'>[];
}

/**
 * Index of the first token in which two texts of one prompt differ; null while they are alike as far as both go.
 * Where one has ended and the other has not, they differ there.
 */
export function firstDifference(left: readonly { readonly id: number }[], right: readonly { readonly id: number }[], areOver: boolean): number | null {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) if (left[index].id !== right[index].id) return index;
  return areOver && left.length !== right.length ? shared : null;
}
