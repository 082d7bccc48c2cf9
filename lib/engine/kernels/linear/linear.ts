import { rowsAndColumns } from '../../tensor/tensor';
import inputEights from '../input-eights/input-eights.wgsl';
import type { Kernel, Variant } from '../kernel';
import invocation from './linear.wgsl';
import finish from './linear.finish.wgsl';
import subgroup from './linear.subgroup.wgsl';
import workgroup from './linear.workgroup.wgsl';

/** Output columns that one workgroup computes, by variant. */
const columnsPerGroup = { invocation: 64, workgroup: 1, subgroup: 4 } as const satisfies Record<Variant, number>;

/** Input rows that share one reading of a weight row: one token when decoding, four when reading a prompt. */
const tileOf = (rows: number) => (rows === 1 ? 1 : 4);

/**
 * output = input · weightᵀ: each output column is the dot product of an input row with a weight row.
 * Shapes: input (rows, columns), weight (outputs, columns), output (rows, outputColumns), of which columns `firstOutput` on
 * are written: a matrix too large for one binding is multiplied in parts.
 */
export const linear: Kernel<'input' | 'weight' | 'output', { readonly firstOutput?: number }> = {
  name: 'linear',
  tensors: { input: 'read', weight: 'read', output: 'write' },
  stored: ['weight'],
  parameters: { rows: 'u32', columns: 'u32', outputs: 'u32', firstOutput: 'u32', outputColumns: 'u32' },
  sources: productSources(finish),
  plan({ input, weight, output }, { firstOutput = 0 }, variant) {
    const { rows, columns } = rowsAndColumns(input.shape);
    const outputs = weight.shape[0];
    const tile = tileOf(rows);
    return {
      // Outputs over x and z (a vocabulary may exceed 65,535 groups), tiles of rows over y.
      workgroups: outputsOverGroups(Math.ceil(outputs / columnsPerGroup[variant]), Math.ceil(rows / tile)),
      parameters: { rows, columns, outputs, firstOutput, outputColumns: output.shape[output.shape.length - 1] },
      constants: { TILE: tile },
    };
  },
  reference({ input, weight, output }, specs, { firstOutput = 0 }) {
    const { rows, columns } = rowsAndColumns(specs.input.shape);
    const outputs = specs.weight.shape[0];
    const outputColumns = specs.output.shape[specs.output.shape.length - 1];
    for (let row = 0; row < rows; row++) {
      for (let out = 0; out < outputs; out++) {
        let sum = 0;
        const inputStart = row * columns;
        const weightStart = out * columns;
        for (let column = 0; column < columns; column++) sum += input[inputStart + column] * weight[weightStart + column];
        output[row * outputColumns + firstOutput + out] = sum;
      }
    }
  },
};

/** The sources of a product with another end: WGSL of `finish(index, sum)`, which writes one output. */
export function productSources(end: string): Readonly<Record<Variant, string>> {
  const withEnd = (main: string) => [main, inputEights, end].join('\n');
  return { invocation: withEnd(invocation), workgroup: withEnd(workgroup), subgroup: withEnd(subgroup) };
}

function outputsOverGroups(groups: number, tiles: number): readonly [number, number, number] {
  const z = Math.ceil(groups / 65_535);
  return [Math.ceil(groups / z), tiles, z];
}
