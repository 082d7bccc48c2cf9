import type { ComputeType, Hardware } from '@/content/hardware';
import type { PredictionRequest, StoredPrecision } from './request';

/** How much arithmetic it takes to widen a stored weight before it is multiplied; `none`: it is multiplied as it lies. */
export type Unpacking = 'none' | 'byte' | 'nibble' | 'few';

export interface PrecisionFacts {
  /** Of one weight, its share of the block's scales included. */
  readonly bitsPerWeight: number;
  /** What a device must be able to multiply; quantised blocks are widened to f16 first. */
  readonly arithmetic: ComputeType;
  readonly unpacking: Unpacking;
}

/**
 * Bits follow from the blocks: Q8_0 is 34 bytes for 32 weights, Q6_K 210 and Q5_K 176 and Q4_K 144 and Q3_K 110 and Q2_K 84 for 256
 * (llama.cpp, ggml-common.h); NVFP4 is 4 bits and an 8-bit scale for 16. A file that mixes them says its own `bitsPerWeight`.
 */
export const storedPrecisions: Readonly<Record<StoredPrecision, PrecisionFacts>> = {
  f32: { bitsPerWeight: 32, arithmetic: 'f32', unpacking: 'none' },
  f16: { bitsPerWeight: 16, arithmetic: 'f16', unpacking: 'none' },
  fp8: { bitsPerWeight: 8, arithmetic: 'fp8', unpacking: 'none' },
  int8: { bitsPerWeight: 8, arithmetic: 'int8', unpacking: 'byte' },
  q8: { bitsPerWeight: 8.5, arithmetic: 'f16', unpacking: 'byte' },
  q6: { bitsPerWeight: 6.5625, arithmetic: 'f16', unpacking: 'nibble' },
  q5: { bitsPerWeight: 5.5, arithmetic: 'f16', unpacking: 'nibble' },
  q4: { bitsPerWeight: 4.5, arithmetic: 'f16', unpacking: 'nibble' },
  q3: { bitsPerWeight: 3.4375, arithmetic: 'f16', unpacking: 'few' },
  q2: { bitsPerWeight: 2.625, arithmetic: 'f16', unpacking: 'few' },
  fp4: { bitsPerWeight: 4.5, arithmetic: 'fp4', unpacking: 'none' },
};

/** Other words for the same, as papers and engines have them: bf16 has f16's size and rate, 4-bit integers in groups (AWQ, GPTQ) are widened as blocks are, and a GGUF format is named for its blocks. */
const otherWords: Readonly<Record<string, StoredPrecision>> = {
  fp32: 'f32', float32: 'f32', fp16: 'f16', bf16: 'f16', float16: 'f16', bfloat16: 'f16', half: 'f16', f8: 'fp8', float8: 'fp8', e4m3: 'fp8', i8: 'int8', w8a8: 'int8',
  int4: 'q4', awq: 'q4', gptq: 'q4', w4a16: 'q4', nvfp4: 'fp4',
};

/** A precision by one of its names, "bf16", "FP8" or "Q4_K_M"; what is no name of one comes back as it was, for the check to refuse. */
export function precisionNamed<Value>(name: Value): Value | StoredPrecision {
  if (typeof name !== 'string') return name;
  const word = name.toLowerCase();
  if (Object.hasOwn(storedPrecisions, word)) return word as StoredPrecision;
  if (Object.hasOwn(otherWords, word)) return otherWords[word];
  const blocks = /^(q[234568])_[\w]+$/.exec(word)?.[1];
  return blocks ? (blocks as StoredPrecision) : name;
}

/** Least and most mean bits of a file that is called by a precision: one-bit formats pass for q2, and a small model's embedding is kept wider than the rest. */
export function bitsRange(precision: StoredPrecision): readonly [least: number, most: number] {
  const { bitsPerWeight } = storedPrecisions[precision];
  return [bitsPerWeight / 2, Math.min(32, 3 * bitsPerWeight)];
}

export const kvBitsPerNumber: Readonly<Record<NonNullable<PredictionRequest['kvPrecision']>, number>> = { f16: 16, fp8: 8, int8: 8 };

/** The dense rate at which a device multiplies weights stored so, in 10¹² operations a second, and in which arithmetic; undefined where it has none. */
export function arithmeticOf(precision: StoredPrecision, { teraflops }: Hardware): { readonly type: ComputeType; readonly teraflops: number } | undefined {
  const wanted = storedPrecisions[precision].arithmetic;
  // Any device can widen f16 to the f32 that it does have.
  const type = wanted === 'f16' && teraflops.f16 === undefined ? 'f32' : wanted;
  const rate = teraflops[type];
  return rate === undefined ? undefined : { type, teraflops: rate };
}

/** Stored precisions a device can multiply, widest first: what a refusal offers. */
export const precisionsOf = (device: Hardware): readonly StoredPrecision[] =>
  (Object.keys(storedPrecisions) as StoredPrecision[]).filter((precision) => arithmeticOf(precision, device) !== undefined);

/**
 * Plain vector arithmetic, in 10¹² operations a second: what widening a weight is done with. Where the maker does not say, a sixteenth
 * of the matrix units' f16 rate, as on A100 (19.5 to 312).
 */
export const vectorTeraflops = ({ teraflops }: Hardware): number => teraflops.f32 ?? (teraflops.f16 ?? 16) / 16;
