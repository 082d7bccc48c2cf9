/** Weights stored as floats. f16 is core WGSL: two halves in a `u32`, read with `unpack2x16float`. */
export type FloatType = 'f32' | 'f16';

/** Weights stored as small integers in blocks that share a scale (q8), or a scale and a minimum (q4, q2). */
export type QuantType = 'q8' | 'q4' | 'q2';

/** How elements are stored. */
export type DType = FloatType | QuantType | 'u32';

/** Bits of one stored integer. */
export const quantBits: Readonly<Record<QuantType, 8 | 4 | 2>> = { q8: 8, q4: 4, q2: 2 };

export const isQuantised = (dtype: DType): dtype is QuantType => dtype in quantBits;
