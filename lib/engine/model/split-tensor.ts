import { rowLayout, storedWords } from '../tensor/layout';
import { rowsAndColumns, type Tensor, type TensorSpec } from '../tensor/tensor';

/** A matrix too large for one binding, as several: its rows in order, some in each. No kernel takes it whole. */
export interface SplitTensor extends Tensor {
  readonly parts: readonly Tensor[];
}

/** The tensors that a matrix consists of; itself alone where it is in one piece. */
export function partsOf(tensor: Tensor): readonly Tensor[] {
  return (tensor as Partial<SplitTensor>).parts ?? [tensor];
}

/** Cuts a matrix by rows into as few even pieces as fit into `largestBytes` each. A single row is never cut. */
export function splitByRows(spec: TensorSpec, largestBytes: number): TensorSpec[] {
  if (4 * storedWords(spec) <= largestBytes) return [spec];
  const { rows, columns } = rowsAndColumns(spec.shape);
  const { headerWords, rowWords } = rowLayout(spec.dtype, columns, spec.block);
  const most = Math.max(Math.floor((largestBytes / 4 - headerWords) / rowWords), 1);
  const each = Math.ceil(rows / Math.ceil(rows / most));
  const pieces: TensorSpec[] = [];
  for (let first = 0; first < rows; first += each) pieces.push({ ...spec, shape: [Math.min(each, rows - first), columns] });
  return pieces;
}
