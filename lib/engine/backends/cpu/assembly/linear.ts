import { dot, dot2x4, dot4 } from './dot';
import { F32, rowAt, Weight } from './weight';
import { linearOneRow } from './linear-one-row';
import { widenRow } from './widen';

/** Bytes of widened weight rows that are worked on together: they stay in the nearest cache. */
const panelBytes: usize = 32 * 1024;

/**
 * output = input · weightᵀ. Shapes: input (rows, columns) f32, weight (outputs, columns), output (rows, outputs) f32, its rows
 * `outputStride` bytes apart.
 * One input row multiplies stored weights as it reads them. Several share a reading: some weight rows at a time are widened,
 * and all input rows go over them.
 * @param scratch room for one panel, or for one prepared row: `panelBytes` and `oneRowBytes` of ../simd/launches.ts
 */
export function linear(input: usize, weight: Weight, output: usize, outputStride: usize, rows: u32, outputs: u32, scratch: usize): void {
  const columns = weight.columns;
  const stored = weight.storage != F32;
  if (rows == 1 && stored) {
    linearOneRow(input, weight, output, outputs, scratch);
    return;
  }
  const stride = <usize>columns << 2;
  const panel = panelRows(columns);
  for (let out: u32 = 0; out < outputs; out += panel) {
    const count = min(panel, outputs - out);
    let wide = rowAt(weight, out);
    if (stored) {
      wide = scratch;
      for (let row: u32 = 0; row < count; row++) widenRow(weight, out + row, scratch + <usize>row * stride);
    }
    panelProducts(input, wide, output + (<usize>out << 2), rows, columns, count, outputStride);
  }
}

/** Weight rows of a panel: as many fours as fit, at least one. */
function panelRows(columns: u32): u32 {
  return max<u32>(4, <u32>(panelBytes / (<usize>columns << 2)) & ~3);
}

/** All input rows against some rows of f32 weights. `outputStride`: bytes from one output row to the next. */
function panelProducts(input: usize, weights: usize, output: usize, rows: u32, columns: u32, count: u32, outputStride: usize): void {
  const stride = <usize>columns << 2;
  const fours = count & ~3;
  let row: u32 = 0;
  for (; row + 2 <= rows; row += 2) {
    const left = input + <usize>row * stride;
    const place = output + <usize>row * outputStride;
    for (let out: u32 = 0; out < fours; out += 4) {
      const target = place + (<usize>out << 2);
      dot2x4(left, stride, weights + <usize>out * stride, stride, columns, target, target + outputStride);
    }
  }
  if (row < rows) {
    for (let out: u32 = 0; out < fours; out += 4) {
      v128.store(output + <usize>row * outputStride + (<usize>out << 2), dot4(input + <usize>row * stride, weights + <usize>out * stride, stride, columns));
    }
  }
  for (let out = fours; out < count; out++) {
    for (row = 0; row < rows; row++) {
      store<f32>(output + <usize>row * outputStride + (<usize>out << 2), dot(input + <usize>row * stride, weights + <usize>out * stride, columns));
    }
  }
}
