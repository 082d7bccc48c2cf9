import { rowsAndColumns } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import { sample as sampleRow } from './distribution';
import invocation from './sample.invocation.wgsl';
import search from './sample.wgsl';
import workgroup from './sample.workgroup.wgsl';

/**
 * Draws the next token of each row where the logits are, so that they need not leave the device.
 * Shapes: logits (B, vocab), control (B, 4): temperature (above 0), top-k, top-p, coin; chosen (B).
 * Nothing is sorted: the k-th best, the edge of the nucleus and the slot of the coin are each found by halving the
 * range of the logits' ordered bits.
 */
export const sample: Kernel<'logits' | 'control' | 'chosen'> = {
  name: 'sample',
  tensors: { logits: 'read', control: 'read', chosen: 'write' },
  parameters: { rows: 'u32', columns: 'u32' },
  sources: { invocation: `${invocation}\n${search}`, workgroup: `${workgroup}\n${search}` },
  plan({ logits }) {
    const { rows, columns } = rowsAndColumns(logits.shape);
    return { workgroups: spread(rows, 1), parameters: { rows, columns } };
  },
  reference({ logits, control, chosen }, specs) {
    const { rows, columns } = rowsAndColumns(specs.logits.shape);
    for (let row = 0; row < rows; row++) {
      const [temperature, topK, topP, coin] = control.subarray(4 * row, 4 * row + 4);
      chosen[row] = sampleRow(logits.subarray(row * columns, (row + 1) * columns), { temperature, topK, topP }, coin);
    }
  },
};
