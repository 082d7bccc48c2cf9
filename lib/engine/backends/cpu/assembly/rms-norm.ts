import { dot } from './dot';
import { Weight } from './weight';
import { widenRow } from './widen';

/**
 * output = input / sqrt(mean(input²) + epsilon) · weight, row by row. Shapes: input and output (rows, columns) f32, weight (columns).
 * @param scratch room for one row of f32
 */
export function rmsNorm(input: usize, weight: Weight, output: usize, rows: u32, epsilon: f32, scratch: usize): void {
  const columns = weight.columns;
  const rowBytes = <usize>columns << 2;
  widenRow(weight, 0, scratch);
  for (let row: u32 = 0; row < rows; row++) {
    const scale: f32 = 1 / sqrt<f32>(dot(input, input, columns) / <f32>columns + epsilon);
    let at: usize = 0;
    for (; at + 16 <= rowBytes; at += 16) {
      v128.store(output + at, f32x4.mul(f32x4.mul(v128.load(input + at), f32x4.splat(scale)), v128.load(scratch + at)));
    }
    for (; at < rowBytes; at += 4) store<f32>(output + at, load<f32>(input + at) * scale * load<f32>(scratch + at));
    input += rowBytes;
    output += rowBytes;
  }
}
