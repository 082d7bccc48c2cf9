/**
 * e^x of four numbers, to about 1e-7 of its size between −87 and 88, and held at the ends beyond.
 * Source: expf of Moshier's Cephes library: x = n · ln 2 + r, a polynomial for e^r, n put into the exponent.
 */
export function exponential(x: v128): v128 {
  // `pmin` and `pmax` are one instruction on x64 where `min` and `max` are eight.
  const held = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.33)), f32x4.splat(88.37));
  // A float this large has no room for a fraction: n is rounded to, and lies in the lowest bits as an integer.
  const shifted = f32x4.add(f32x4.mul(held, f32x4.splat(1.4426950408889634)), f32x4.splat(12582912)); // + 1.5 · 2^23
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  // ln 2 in two parts, the first exact in few bits, so that little is lost.
  const r = f32x4.sub(f32x4.sub(held, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  // Pairs of terms, then pairs of pairs (Estrin): each waits for fewer results than one after another would.
  const square = f32x4.mul(r, r);
  const upper = f32x4.add(f32x4.mul(pair(r, 1.9875691500e-4, 1.3981999507e-3), square), pair(r, 8.3334519073e-3, 4.1665795894e-2));
  const polynomial = f32x4.add(f32x4.mul(upper, square), pair(r, 1.6666665459e-1, 5.0000001201e-1));
  const rest = f32x4.add(f32x4.mul(polynomial, square), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.mul(rest, power);
}

@inline
function pair(r: v128, factor: f32, plus: f32): v128 {
  return f32x4.add(f32x4.mul(r, f32x4.splat(factor)), f32x4.splat(plus));
}
