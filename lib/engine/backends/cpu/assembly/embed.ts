import { Weight } from './weight';
import { widenRow } from './widen';

/** output[row] = table[ids[row]]. Shapes: ids (rows) u32, table (vocab, columns), output (rows, columns) f32. */
export function embed(ids: usize, table: Weight, output: usize, rows: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    widenRow(table, load<u32>(ids + (<usize>row << 2)), output + <usize>row * (<usize>table.columns << 2));
  }
}
