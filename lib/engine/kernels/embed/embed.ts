import { elementCount } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './embed.wgsl';

/** output[row] = table[ids[row]]. Shapes: ids (rows), table (vocab, columns), output (rows, columns). */
export const embed: Kernel<'ids' | 'table' | 'output'> = {
  name: 'embed',
  tensors: { ids: 'read', table: 'read', output: 'write' },
  stored: ['table'],
  parameters: { rows: 'u32', columns: 'u32' },
  sources: { invocation: source },
  plan({ ids, table }) {
    const rows = elementCount(ids.shape);
    const columns = table.shape[1];
    return { workgroups: spread(rows * columns, 64), parameters: { rows, columns } };
  },
  reference({ ids, table, output }, specs) {
    const columns = specs.table.shape[1];
    ids.forEach((id, row) => output.set(table.subarray(id * columns, (id + 1) * columns), row * columns));
  },
};
