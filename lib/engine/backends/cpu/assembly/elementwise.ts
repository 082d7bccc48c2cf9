import { exponential } from './exponential';

// Every tensor has memory for whole vectors (../simd/heap.ts), so the last one may be more than full.

/** output = left + right, `count` of them. */
export function add(left: usize, right: usize, output: usize, count: u32): void {
  const bytes = <usize>count << 2;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(output + at, f32x4.add(v128.load(left + at), v128.load(right + at)));
}

/** output = silu(gate) · up, silu(x) = x / (1 + e^−x), `count` of them. */
export function siluMul(gate: usize, up: usize, output: usize, count: u32): void {
  const bytes = <usize>count << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(gate + at);
    const silu = f32x4.div(x, f32x4.add(f32x4.splat(1), exponential(f32x4.neg(x))));
    v128.store(output + at, f32x4.mul(silu, v128.load(up + at)));
  }
}
