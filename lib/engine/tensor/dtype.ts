/** How elements are stored. f16 is core WGSL: two halves in a `u32`, read with `unpack2x16float`. */
export type DType = 'f32' | 'f16' | 'u32';

/** Words (4 bytes) that a row takes on a device: rows of f16 are padded to a whole word, so that each begins on one. */
export function wordsPerRow(dtype: DType, columns: number): number {
  switch (dtype) {
    case 'f32':
    case 'u32':
      return columns;
    case 'f16':
      return Math.ceil(columns / 2);
    default:
      return dtype satisfies never;
  }
}
