/**
 * Half floats by shifting: sign, exponent and fraction are moved to where a 32-bit float has them, which leaves the exponent
 * 112 too small; times 2^112 makes it right, for halves below the normal range too. Infinity and NaN become large numbers:
 * weights that hold them are refused where they are made.
 */

/** Where a 32-bit float has what a half had, after `<< 13`: sign, five bits of exponent, ten of fraction. */
const halfBits: u32 = 0x8fffe000;

const biasScale: f32 = 5192296858534827628530496329220096.0; // 2^112

/** The half float at an address. */
@inline
export function halfAt(address: usize): f32 {
  return reinterpret<f32>((<i32>load<i16>(address) << 13) & halfBits) * biasScale;
}

/** Four half floats, widened as integers, each 2^112 times too small. */
@inline
export function smallHalves(integers: v128, masks: v128): v128 {
  return v128.and(i32x4.shl(integers, 13), masks);
}

/** Four half floats, widened as integers. */
@inline
export function halves(integers: v128, masks: v128): v128 {
  return f32x4.mul(smallHalves(integers, masks), f32x4.splat(biasScale));
}
