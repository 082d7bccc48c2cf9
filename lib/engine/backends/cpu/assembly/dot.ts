import { sumOfLanes, sumsOfLanes } from './vectors';

/** The dot product of two rows of f32. */
export function dot(left: usize, right: usize, columns: u32): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  const bytes = <usize>columns << 2;
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(left + at), v128.load(right + at)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(left + at, 16), v128.load(right + at, 16)));
  }
  let sum = sumOfLanes(f32x4.add(even, odd));
  for (; at < bytes; at += 4) sum += load<f32>(left + at) * load<f32>(right + at);
  return sum;
}

/** One row against four that lie `stride` bytes apart: each number of `left` is read once for four products. */
export function dot4(left: usize, right: usize, stride: usize, columns: u32): v128 {
  const right1 = right + stride;
  const right2 = right1 + stride;
  const right3 = right2 + stride;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  const bytes = <usize>columns << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const x = v128.load(left + at);
    a = f32x4.add(a, f32x4.mul(x, v128.load(right + at)));
    b = f32x4.add(b, f32x4.mul(x, v128.load(right1 + at)));
    c = f32x4.add(c, f32x4.mul(x, v128.load(right2 + at)));
    d = f32x4.add(d, f32x4.mul(x, v128.load(right3 + at)));
  }
  let sums = sumsOfLanes(a, b, c, d);
  for (; at < bytes; at += 4) sums = f32x4.add(sums, column(load<f32>(left + at), right + at, stride));
  return sums;
}

/** Two rows against four: six readings for eight products. The sums are stored at `first` and `second`. */
@inline
export function dot2x4(left: usize, leftStride: usize, right: usize, stride: usize, columns: u32, first: usize, second: usize): void {
  const left1 = left + leftStride;
  const right1 = right + stride;
  const right2 = right1 + stride;
  const right3 = right2 + stride;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let e = f32x4.splat(0);
  let f = f32x4.splat(0);
  let g = f32x4.splat(0);
  let h = f32x4.splat(0);
  const bytes = <usize>columns << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const x = v128.load(left + at);
    const y = v128.load(left1 + at);
    let w = v128.load(right + at);
    a = f32x4.add(a, f32x4.mul(x, w));
    e = f32x4.add(e, f32x4.mul(y, w));
    w = v128.load(right1 + at);
    b = f32x4.add(b, f32x4.mul(x, w));
    f = f32x4.add(f, f32x4.mul(y, w));
    w = v128.load(right2 + at);
    c = f32x4.add(c, f32x4.mul(x, w));
    g = f32x4.add(g, f32x4.mul(y, w));
    w = v128.load(right3 + at);
    d = f32x4.add(d, f32x4.mul(x, w));
    h = f32x4.add(h, f32x4.mul(y, w));
  }
  let sums = sumsOfLanes(a, b, c, d);
  let sums1 = sumsOfLanes(e, f, g, h);
  for (; at < bytes; at += 4) {
    sums = f32x4.add(sums, column(load<f32>(left + at), right + at, stride));
    sums1 = f32x4.add(sums1, column(load<f32>(left1 + at), right + at, stride));
  }
  v128.store(first, sums);
  v128.store(second, sums1);
}

/** One number times one of each of four rows: a row's odd end. */
@inline
function column(factor: f32, right: usize, stride: usize): v128 {
  let lanes = v128.load32_zero(right);
  lanes = v128.load_lane<f32>(right + stride, lanes, 1);
  lanes = v128.load_lane<f32>(right + 2 * stride, lanes, 2);
  lanes = v128.load_lane<f32>(right + 3 * stride, lanes, 3);
  return f32x4.mul(f32x4.splat(factor), lanes);
}
