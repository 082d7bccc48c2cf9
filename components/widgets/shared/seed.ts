export const largestSeed = 0xffff_ffff;

/** A seed is an unsigned 32-bit integer. */
export const isSeed = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= largestSeed;
