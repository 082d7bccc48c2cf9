import inputEights from '../input-eights/input-eights.wgsl';
import type { Variant } from '../kernel';
import { forStored } from '../storage/storage';
import four from './four.wgsl';
import invocation from './one-row.invocation.wgsl';
import subgroup from './one-row.subgroup.wgsl';
import workgroup from './one-row.workgroup.wgsl';
import share from './share.wgsl';

/** Outputs that one workgroup computes, by variant, in kernels that multiply one row by several matrices. */
export const outputsPerGroup = { invocation: 64, workgroup: 1, subgroup: 4 } as const satisfies Record<Variant, number>;

/** What such a kernel adds in WGSL to what all of them share. */
interface OneRowParts {
  readonly bindings: string;
  /** `writeFour(four)`: the four outputs of that number, by each matrix's `…Four(outs, columns)`. */
  readonly alone: string;
  /** `allOutputs()`; `shareOf(out, first, step)`, two sums by each matrix's `…Share(out, first, step, columns)`; `write(out, total)`, told the two in full. */
  readonly together: string;
}

export function oneRowSources({ bindings, alone, together }: OneRowParts, matrices: readonly string[]): Readonly<Record<Variant, string>> {
  const source = (main: string, own: string, product: string) => [main, bindings, own, inputEights, ...matrices.map((matrix) => forStored(product, matrix))].join('\n');
  return { invocation: source(invocation, alone, four), workgroup: source(workgroup, together, share), subgroup: source(subgroup, together, share) };
}
