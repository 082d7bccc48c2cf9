import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './add.wgsl';

/** output = left + right, element by element: the residual connection. Shapes: all the same. */
export const add: Kernel<'left' | 'right' | 'output'> = {
  name: 'add',
  tensors: { left: 'read', right: 'read', output: 'write' },
  parameters: { count: 'u32' },
  sources: { invocation: source },
  plan({ output }) {
    const count = elementCount(output.shape);
    return { workgroups: spread(count, 64), parameters: { count } };
  },
  reference({ left, right, output }) {
    for (let i = 0; i < output.length; i++) output[i] = left[i] + right[i];
  },
};
