import { elementCount } from '../../tensor/tensor';
import { spread, type HostView, type Kernel } from '../kernel';
import { linear } from '../linear/linear';
import { oneRowSources, outputsPerGroup } from '../one-row/one-row';
import { siluMul } from '../silu-mul/silu-mul';
import alone from './gate-up.alone.wgsl';
import together from './gate-up.together.wgsl';
import bindings from './gate-up.wgsl';

const matrices = ['gate', 'up'] as const;

/**
 * `linear` of one row by gate and by up, then `siluMul`, in one launch.
 * Shapes: input (1, columns), gate and up (outputs, columns), output (1, outputs).
 */
export const gateUp: Kernel<'input' | 'gate' | 'up' | 'output'> = {
  name: 'gateUp',
  tensors: { input: 'read', gate: 'read', up: 'read', output: 'write' },
  stored: matrices,
  parameters: { columns: 'u32', outputs: 'u32' },
  sources: oneRowSources({ bindings, alone, together }, matrices),
  plan({ input, gate }, _options, variant) {
    const outputs = gate.shape[0];
    return { workgroups: spread(outputs, outputsPerGroup[variant]), parameters: { columns: elementCount(input.shape), outputs } };
  },
  reference(views, specs) {
    const [gate, up] = matrices.map((matrix) => {
      const output: HostView = new Float32Array(views.output.length);
      linear.reference({ input: views.input, weight: views[matrix], output }, { input: specs.input, weight: specs[matrix], output: specs.output }, {});
      return output;
    });
    siluMul.reference({ gate, up, output: views.output }, { gate: specs.output, up: specs.output, output: specs.output }, {});
  },
};
