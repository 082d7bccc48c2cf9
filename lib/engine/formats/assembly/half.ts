/** Half floats as lib/engine/tensor/half.ts has them. */

const two112: f32 = 5192296858534827628530496329220096.0;

/** The value of the half float with these bits; those with all ones as exponent are large numbers, and no weight has them. */
@inline
export function fromHalf(bits: u32): f64 {
  return <f64>(reinterpret<f32>((<i32>(<i16>bits) << 13) & 0x8fffe000) * two112);
}

/** The nearest half float, ties to even, as its bits; too large becomes infinity. */
export function toHalf(value: f64): u32 {
  const bits = reinterpret<u32>(<f32>value);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent == 0xff) return sign | 0x7c00 | (fraction ? 0x200 : 0);
  const half = <i32>exponent - 112;
  if (half >= 31) return sign | 0x7c00;
  if (half <= 0) return half < -10 ? sign : sign | roundShift(fraction | 0x800000, 14 - half);
  return sign | ((<u32>half << 10) + roundShift(fraction, 13));
}

/** value / 2^shift, to the nearest integer, ties to even. */
function roundShift(value: u32, shift: u32): u32 {
  const quotient = value >>> shift;
  const remainder = value & ((1 << shift) - 1);
  const tie: u32 = 1 << (shift - 1);
  return quotient + <u32>(remainder > tie || (remainder == tie && (quotient & 1) == 1));
}

/** All ones as exponent: infinite. */
@inline
export function isEndless(half: u32): bool {
  return (half & 0x7c00) == 0x7c00;
}
