import { wordsPerRow, type DType } from '../../tensor/dtype';

/** Values as a device stores them: f16 rows of an odd length are padded with a zero to a whole word. */
export function packWords(values: Float32Array | Uint16Array | Uint32Array, rows: number, columns: number, dtype: DType): Uint8Array {
  const rowBytes = wordsPerRow(dtype, columns) * 4;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const fileRowBytes = columns * values.BYTES_PER_ELEMENT;
  // writeBuffer wants whole words from a whole word on; most tensors of a file are just that.
  if (rowBytes === fileRowBytes && bytes.byteOffset % 4 === 0) return bytes;
  const packed = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row++) packed.set(bytes.subarray(row * fileRowBytes, (row + 1) * fileRowBytes), row * rowBytes);
  return packed;
}
