import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './silu-mul.wgsl';

/**
 * output = silu(gate) · up, element by element; silu(x) = x / (1 + e^−x). The middle of SwiGLU.
 * Shapes: all the same. Source: Shazeer 2020, GLU Variants Improve Transformer.
 */
export const siluMul: Kernel<'gate' | 'up' | 'output'> = {
  name: 'siluMul',
  tensors: { gate: 'read', up: 'read', output: 'write' },
  parameters: { count: 'u32' },
  sources: { invocation: source },
  plan({ output }) {
    const count = elementCount(output.shape);
    return { workgroups: spread(count, 64), parameters: { count } };
  },
  reference({ gate, up, output }) {
    for (let i = 0; i < output.length; i++) output[i] = (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
  },
};
