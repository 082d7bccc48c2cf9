/** output (headDim) = Σ weight of a position · its values / total. @param stride bytes from one position's values to the next */
export function mixOne(weights: usize, values: usize, stride: usize, headDim: u32, context: u32, total: f32, output: usize): void {
  let d: u32 = 0;
  for (; d + 16 <= headDim; d += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let e = f32x4.splat(0);
    let at = values + (<usize>d << 2);
    for (let position: u32 = 0; position < context; position++) {
      const weight = v128.load32_splat(weights + (<usize>position << 2));
      a = f32x4.add(a, f32x4.mul(weight, v128.load(at)));
      b = f32x4.add(b, f32x4.mul(weight, v128.load(at, 16)));
      c = f32x4.add(c, f32x4.mul(weight, v128.load(at, 32)));
      e = f32x4.add(e, f32x4.mul(weight, v128.load(at, 48)));
      at += stride;
    }
    storeFours(output + (<usize>d << 2), f32x4.splat(1 / total), a, b, c, e);
  }
  for (; d < headDim; d++) mixColumn(weights, values, stride, context, total, d, output);
}

/** The same for two rows, whose weights are `weightBytes` apart: six readings for eight products. */
export function mixTwo(
  weights: usize,
  weightBytes: usize,
  values: usize,
  stride: usize,
  headDim: u32,
  context: u32,
  total: f32,
  total1: f32,
  output: usize,
  output1: usize,
): void {
  const weights1 = weights + weightBytes;
  let d: u32 = 0;
  for (; d + 16 <= headDim; d += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let e = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let e1 = f32x4.splat(0);
    let at = values + (<usize>d << 2);
    for (let position: u32 = 0; position < context; position++) {
      const weight = v128.load32_splat(weights + (<usize>position << 2));
      const weight1 = v128.load32_splat(weights1 + (<usize>position << 2));
      let value = v128.load(at);
      a = f32x4.add(a, f32x4.mul(weight, value));
      a1 = f32x4.add(a1, f32x4.mul(weight1, value));
      value = v128.load(at, 16);
      b = f32x4.add(b, f32x4.mul(weight, value));
      b1 = f32x4.add(b1, f32x4.mul(weight1, value));
      value = v128.load(at, 32);
      c = f32x4.add(c, f32x4.mul(weight, value));
      c1 = f32x4.add(c1, f32x4.mul(weight1, value));
      value = v128.load(at, 48);
      e = f32x4.add(e, f32x4.mul(weight, value));
      e1 = f32x4.add(e1, f32x4.mul(weight1, value));
      at += stride;
    }
    storeFours(output + (<usize>d << 2), f32x4.splat(1 / total), a, b, c, e);
    storeFours(output1 + (<usize>d << 2), f32x4.splat(1 / total1), a1, b1, c1, e1);
  }
  for (; d < headDim; d++) {
    mixColumn(weights, values, stride, context, total, d, output);
    mixColumn(weights1, values, stride, context, total1, d, output1);
  }
}

@inline
function storeFours(place: usize, factor: v128, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(place, f32x4.mul(a, factor));
  v128.store(place, f32x4.mul(b, factor), 16);
  v128.store(place, f32x4.mul(c, factor), 32);
  v128.store(place, f32x4.mul(d, factor), 48);
}

/** One column of one row. */
function mixColumn(weights: usize, values: usize, stride: usize, context: u32, total: f32, column: u32, output: usize): void {
  const offset = <usize>column << 2;
  let sum: f32 = 0;
  for (let position: u32 = 0; position < context; position++) {
    sum += load<f32>(weights + (<usize>position << 2)) * load<f32>(values + <usize>position * stride + offset);
  }
  store<f32>(output + offset, sum / total);
}
