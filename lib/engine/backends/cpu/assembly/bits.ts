/**
 * Masks kept in memory and loaded before a loop. As constants they would be put together anew at every use: on x64 V8 takes
 * three or four instructions for one, inside the loop.
 */
const nibbles = memory.data<u32>([0xf, 0xf0, 0xf00, 0xf000], 16);
const pairs = memory.data<u32>([0x3, 0xc, 0x30, 0xc0], 16);
const highs = memory.data<u32>([0xffff0000, 0xffff0000, 0xffff0000, 0xffff0000], 16);
const halves = memory.data<u32>([0x8fffe000, 0x8fffe000, 0x8fffe000, 0x8fffe000], 16);

/** Number k of four in its own place: 4 bits wide, 4k bits high. */
@inline
export function nibbleMasks(): v128 {
  return v128.load(nibbles);
}

/** Number k of four in its own place: 2 bits wide, 2k bits high. */
@inline
export function pairMasks(): v128 {
  return v128.load(pairs);
}

/** Sign, exponent and fraction of a half float that was shifted to where a 32-bit float has them. */
@inline
export function halfMasks(): v128 {
  return v128.load(halves);
}

/** The upper of two numbers of 16 bits. */
@inline
export function highMasks(): v128 {
  return v128.load(highs);
}
