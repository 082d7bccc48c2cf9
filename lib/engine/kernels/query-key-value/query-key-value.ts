import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import { linear } from '../linear/linear';
import { oneRowSources, outputsPerGroup } from '../one-row/one-row';
import alone from './query-key-value.alone.wgsl';
import together from './query-key-value.together.wgsl';
import bindings from './query-key-value.wgsl';

const matrices = ['query', 'key', 'value'] as const;
type Names = 'input' | (typeof matrices)[number] | `${(typeof matrices)[number]}Output`;

/**
 * `linear` of one row by three matrices, in one launch.
 * Shapes: input (1, columns), query, key and value (outputs, columns), their outputs (1, outputs).
 */
export const queryKeyValue: Kernel<Names> = {
  name: 'queryKeyValue',
  tensors: { input: 'read', query: 'read', key: 'read', value: 'read', queryOutput: 'write', keyOutput: 'write', valueOutput: 'write' },
  stored: matrices,
  parameters: { columns: 'u32', queryOutputs: 'u32', keyOutputs: 'u32', valueOutputs: 'u32' },
  sources: oneRowSources({ bindings, alone, together }, matrices),
  plan({ input, query, key, value }, _options, variant) {
    const [queryOutputs, keyOutputs, valueOutputs] = [query, key, value].map(({ shape }) => shape[0]);
    // Alone, an invocation computes four outputs of one matrix.
    const whole = (outputs: number) => (variant === 'invocation' ? 4 * Math.ceil(outputs / 4) : outputs);
    return {
      workgroups: spread(whole(queryOutputs) + whole(keyOutputs) + whole(valueOutputs), outputsPerGroup[variant]),
      parameters: { columns: elementCount(input.shape), queryOutputs, keyOutputs, valueOutputs },
    };
  },
  reference(views, specs) {
    for (const matrix of matrices) {
      const output = `${matrix}Output` as const;
      linear.reference({ input: views.input, weight: views[matrix], output: views[output] }, { input: specs.input, weight: specs[matrix], output: specs[output] }, {});
    }
  },
};
