import { isQuantised, quantBits, type DType } from '../../tensor/dtype';
import { toHalf } from '../../tensor/half';
import { rowLayout, storedWords } from '../../tensor/layout';
import { rowsAndColumns, type TensorSpec } from '../../tensor/tensor';
import { spread, type Kernel } from '../kernel';
import source from './randomise.wgsl';

export interface RandomiseOptions {
  /** What the words are to hold. Its columns fill their words: a multiple of 16, or any number in f32. */
  readonly holds: TensorSpec;
  readonly seed: number;
  /** Values are at most about 2^(exponent + 1), of either sign; −13 to 13. */
  readonly exponent: number;
}

/**
 * Fills a tensor with random weights, on the device, in whatever storage it has: random signs and fractions under one
 * exponent, or random integers under one scale (and minimum). Integers decide all bits, so every device makes the same.
 * Shape: output, the words of `holds` in the layout of tensor/layout.ts.
 */
export const randomise: Kernel<'output', RandomiseOptions> = {
  name: 'randomise',
  tensors: { output: 'write' },
  parameters: { words: 'u32', seed: 'u32', headerWords: 'u32', rowWords: 'u32', valueWords: 'u32', randomBits: 'u32', fixedBits: 'u32', scaleWord: 'u32' },
  sources: { invocation: source },
  plan(_specs, options) {
    const words = storedWords(options.holds);
    return { workgroups: spread(words, 64), parameters: { words, ...randomWords(options) } };
  },
  reference({ output }, _specs, options) {
    const { seed, headerWords, rowWords, valueWords, randomBits, fixedBits, scaleWord } = randomWords(options);
    for (let index = 0; index < output.length; index++) {
      const isValue = index >= headerWords && (index - headerWords) % rowWords < valueWords;
      output[index] = isValue ? (hash(index, seed) & randomBits) | fixedBits : scaleWord;
    }
  },
};

/** Which bits of a word are random, which are fixed, and what stands between the values. */
function randomWords({ holds, seed, exponent }: RandomiseOptions) {
  const { headerWords, rowWords, quantWords } = rowLayout(holds.dtype, rowsAndColumns(holds.shape).columns, holds.block);
  return { seed, headerWords, rowWords, valueWords: isQuantised(holds.dtype) ? quantWords : rowWords, ...bits(holds.dtype, exponent) };
}

function bits(dtype: DType, exponent: number): { readonly randomBits: number; readonly fixedBits: number; readonly scaleWord: number } {
  switch (dtype) {
    case 'f32': // sign and fraction; the exponent is biased by 127
      return { randomBits: 0x807f_ffff, fixedBits: (exponent + 127) << 23, scaleWord: 0 };
    case 'f16': // the same twice; biased by 15
      return { randomBits: 0x83ff_83ff, fixedBits: ((exponent + 15) << 10) * 0x1_0001, scaleWord: 0 };
    case 'u32':
      return { randomBits: 0xffff_ffff, fixedBits: 0, scaleWord: 0 };
    case 'q8': // odd integers alone, so that none is −128
      return { randomBits: 0xfefe_fefe, fixedBits: 0x0101_0101, scaleWord: toHalf(2 ** (exponent - 6)) * 0x1_0001 };
    case 'q4':
    case 'q2': {
      const levels = 2 ** quantBits[dtype];
      const scale = 2 ** (exponent + 2) / levels;
      const minimum = (-scale * (levels - 1)) / 2;
      return { randomBits: 0xffff_ffff, fixedBits: 0, scaleWord: toHalf(scale) + toHalf(minimum) * 0x1_0000 };
    }
    default:
      return dtype satisfies never;
  }
}

/** The finaliser of MurmurHash3 (Appleby 2011, public domain). */
function hash(index: number, seed: number): number {
  let value = index ^ Math.imul(seed, 0x9e37_79b9);
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return value ^ (value >>> 16);
}
