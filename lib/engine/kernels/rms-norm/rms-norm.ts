import { rowsAndColumns } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import { sharedVariants } from '../reduce/reduce';
import invocation from './rms-norm.wgsl';
import shared from './rms-norm.shared.wgsl';

/**
 * output = input / sqrt(mean(input²) + epsilon) · weight, row by row.
 * Shapes: input (rows, columns), weight (columns), output (rows, columns).
 * Source: Zhang and Sennrich 2019, Root Mean Square Layer Normalization.
 */
export const rmsNorm: Kernel<'input' | 'weight' | 'output', { readonly epsilon: number }> = {
  name: 'rmsNorm',
  tensors: { input: 'read', weight: 'read', output: 'write' },
  stored: ['weight'],
  parameters: { rows: 'u32', columns: 'u32', epsilon: 'f32' },
  sources: { invocation, ...sharedVariants(shared) },
  plan({ input }, { epsilon }, variant) {
    const { rows, columns } = rowsAndColumns(input.shape);
    return { workgroups: spread(rows, variant === 'invocation' ? 64 : 1), parameters: { rows, columns, epsilon } };
  },
  reference({ input, weight, output }, specs, { epsilon }) {
    const { rows, columns } = rowsAndColumns(specs.input.shape);
    for (let row = 0; row < rows; row++) {
      let squares = 0;
      for (let column = 0; column < columns; column++) squares += input[row * columns + column] ** 2;
      const scale = 1 / Math.sqrt(squares / columns + epsilon);
      for (let column = 0; column < columns; column++) {
        output[row * columns + column] = input[row * columns + column] * scale * weight[column];
      }
    }
  },
};
