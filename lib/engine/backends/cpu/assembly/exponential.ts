/** log2 e: e^x = 2^(x · log2 e). */
export const log2OfE: f32 = 1.4426950408889634;

/** 1.5 · 2^23, beside which a float has no room for a fraction, and 127, which the exponent of 2^0 is. */
const shift: f32 = 12583039;

/** e^x of four numbers, to about 2e-7 of its size, and 1e-7 more for each unit of x, between −87 and 88, and held at the ends beyond. */
export function exponential(x: v128): v128 {
  return powerOfTwo(f32x4.pmin(f32x4.mul(x, f32x4.splat(log2OfE)), f32x4.splat(127.49)));
}

/**
 * 2^x of four numbers below 127.5, to 2e-7 of its size; held at the end below −126. Of 0 exactly 1.
 * x = n + f with n whole: a polynomial for 2^f, n put into the exponent. The polynomial is that of degree 5 with 1 at 0 that errs
 * least, relatively, for f between −½ and ½ (9e-8; least squares, weighted by the error until it is level).
 */
@inline
export function powerOfTwo(x: v128): v128 {
  // `pmin` and `pmax` are one instruction on x64 where `min` and `max` are eight.
  const held = f32x4.pmax(x, f32x4.splat(-126));
  // The addition rounds to n, which lies in the lowest bits of the sum as the exponent of 2^n.
  const shifted = f32x4.add(held, f32x4.splat(shift));
  const f = f32x4.sub(held, f32x4.sub(shifted, f32x4.splat(shift)));
  // Pairs of terms, then pairs of pairs (Estrin): each waits for fewer results than one after another would.
  const square = f32x4.mul(f, f);
  const upper = f32x4.add(f32x4.mul(pair(f, 0.0013264727, 0.009671513), square), pair(f, 0.055507336, 0.24022242));
  const polynomial = f32x4.add(f32x4.mul(upper, square), pair(f, 0.693147, 1));
  return f32x4.mul(polynomial, i32x4.shl(shifted, 23));
}

@inline
function pair(f: v128, factor: f32, plus: f32): v128 {
  return f32x4.add(f32x4.mul(f, f32x4.splat(factor)), f32x4.splat(plus));
}
