import { rowsAndColumns } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import invocation from './argmax.wgsl';
import workgroup from './argmax.workgroup.wgsl';

/** The id of the largest logit of each row, the lowest id among equals: greedy choice. Shapes: logits (B, vocab), chosen (B). */
export const argmax: Kernel<'logits' | 'chosen'> = {
  name: 'argmax',
  tensors: { logits: 'read', chosen: 'write' },
  parameters: { rows: 'u32', columns: 'u32' },
  sources: { invocation, workgroup },
  plan({ logits }, _options, variant) {
    const { rows, columns } = rowsAndColumns(logits.shape);
    return { workgroups: spread(rows, variant === 'invocation' ? 64 : 1), parameters: { rows, columns } };
  },
  reference({ logits, chosen }, specs) {
    const { rows, columns } = rowsAndColumns(specs.logits.shape);
    for (let row = 0; row < rows; row++) {
      let best = 0;
      for (let id = 1; id < columns; id++) if (logits[row * columns + id] > logits[row * columns + best]) best = id;
      chosen[row] = best;
    }
  },
};
