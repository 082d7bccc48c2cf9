import { isQuantised, type DType } from '../../tensor/dtype';
import { rowLayout } from '../../tensor/layout';

/** Values as a device stores them: f16 rows of an odd length are padded with a zero to a whole word; quantised ones are words already. */
export function packWords(values: Float32Array | Uint16Array | Uint32Array, rows: number, columns: number, dtype: DType): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (isQuantised(dtype)) return bytes;
  const rowBytes = rowLayout(dtype, columns, undefined).rowWords * 4;
  const fileRowBytes = columns * values.BYTES_PER_ELEMENT;
  // writeBuffer wants whole words from a whole word on; most tensors of a file are just that.
  if (rowBytes === fileRowBytes && bytes.byteOffset % 4 === 0) return bytes;
  const packed = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row++) packed.set(bytes.subarray(row * fileRowBytes, (row + 1) * fileRowBytes), row * rowBytes);
  return packed;
}
