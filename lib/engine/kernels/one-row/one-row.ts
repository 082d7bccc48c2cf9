import inputEights from '../input-eights/input-eights.wgsl';
import type { Variant } from '../kernel';
import { forStored } from '../storage/storage';
import four from './four.wgsl';
import share from './share.wgsl';

/** Outputs that one workgroup computes, by variant, in kernels that multiply one row by several matrices. */
export const outputsPerGroup = { invocation: 64, workgroup: 1, subgroup: 4 } as const satisfies Record<Variant, number>;

/**
 * The sources of such a kernel: each variant's main, what all of them share, and for every matrix what multiplies by it
 * (`…Four` for one invocation alone, `…Share` where invocations share a sum).
 */
export function oneRowSources(mains: Readonly<Record<Variant, string>>, shared: string, matrices: readonly string[]): Readonly<Record<Variant, string>> {
  const source = (main: string, product: string) => [main, shared, inputEights, ...matrices.map((matrix) => forStored(product, matrix))].join('\n');
  return { invocation: source(mains.invocation, four), workgroup: source(mains.workgroup, share), subgroup: source(mains.subgroup, share) };
}
