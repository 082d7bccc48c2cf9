import { EngineError } from '../errors';
import { quantBits, type QuantType } from '../tensor/dtype';
import { fromHalf } from '../tensor/half';
import { rowLayout, storedWords } from '../tensor/layout';
import { rowsAndColumns, type HostTensor, type Shape } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { blockSize } from './block-size';
import { checkFinite } from './check-finite';
import { affineInteger, affineScale } from './quantise-affine';
import { quantiseHalves } from './quantise-simd';
import { symmetricInteger, symmetricScale } from './quantise-symmetric';

export interface QuantiseOptions {
  /** Weights that share one scale: a number of them, a whole row, or the whole tensor. Default 32. */
  readonly block?: number | 'row' | 'tensor';
  /** `search` tries several scales and minima and keeps the best by squared error; `nearest` takes the obvious one. Default `search`. */
  readonly rounding?: 'nearest' | 'search';
}

/**
 * A matrix of floats as small integers in blocks that share a scale (and a minimum), in the layout of `tensor/layout.ts`.
 * Integers are chosen for the scale as it is stored, rounded to a half float.
 * @param name of the tensor, for errors
 * @param host (rows, columns), f16 or f32
 * @throws EngineError `invalid-request` for a block that does not fit the rows, or weights too large for a half-float scale;
 * `file-malformed` for a weight that is no finite number
 */
export function quantise(name: string, host: HostTensor, dtype: QuantType, { block: asked = 32, rounding = 'search' }: QuantiseOptions = {}): HostTensor {
  const { columns } = rowsAndColumns(host.shape);
  checkFinite(name, host);
  const block = blockSize(name, columns, asked);
  const spec = { dtype, shape: host.shape, block };
  const fast = quantiseHalves(host, dtype, block, rounding === 'search');
  return { ...spec, values: fast ?? quantisePlainly(name, host, spec, rounding === 'search') };
}

/** The same in plain loops: the truth, and for whatever the fast way leaves. Weights are finite. */
export function quantisePlainly(name: string, host: HostTensor, spec: { readonly dtype: QuantType; readonly shape: Shape; readonly block: number }, search: boolean): Uint32Array {
  const { dtype, block } = spec;
  const { rows, columns } = rowsAndColumns(host.shape);
  const values = widen(host);
  const words = new Uint32Array(storedWords(spec));
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);

  const shared = block === 0 ? scaleOf(name, values, dtype, search) : undefined;
  if (shared !== undefined) words[0] = shared;
  for (let row = 0; row < rows; row++) {
    const rowStart = headerWords + row * rowWords;
    for (let first = 0; first < columns; first += block || columns) {
      const weights = values.subarray(row * columns + first, row * columns + first + (block || columns));
      const scale = shared ?? scaleOf(name, weights, dtype, search);
      if (shared === undefined) storeScale(words, rowStart + quantWords, first / block, dtype, scale);
      storeIntegers(words, rowStart, first, weights, dtype, scale);
    }
  }
  return words;
}

/** Bits of the scale (q8), or of scale and minimum (q4, q2). */
function scaleOf(name: string, weights: Float32Array, dtype: QuantType, search: boolean): number {
  const bits = dtype === 'q8' ? symmetricScale(weights, search) : affineScale(weights, largestInteger(dtype), search);
  if (Number.isFinite(fromHalf(bits & 0xffff)) && Number.isFinite(fromHalf(bits >>> 16))) return bits;
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  throw new EngineError(
    'invalid-request',
    `${name} has a weight of size ${largest.toPrecision(3)}, and scales of ${dtype} are half floats, which end at 65,504.`,
    'Keep this tensor at f32.',
    { tensor: name, largest },
  );
}

const largestInteger = (dtype: QuantType) => (1 << quantBits[dtype]) - 1;

function storeScale(words: Uint32Array, start: number, index: number, dtype: QuantType, bits: number): void {
  if (dtype === 'q8') words[start + (index >> 1)] |= index & 1 ? bits << 16 : bits;
  else words[start + index] = bits;
}

/** Integers of one block, which begins at column `first` of the row whose integers begin at word `start`. */
function storeIntegers(words: Uint32Array, start: number, first: number, weights: Float32Array, dtype: QuantType, scaleBits: number): void {
  const bits = quantBits[dtype];
  const mask = (1 << bits) - 1;
  const scale = fromHalf(scaleBits & 0xffff);
  const minimum = fromHalf(scaleBits >>> 16);
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < weights.length; i++) {
    const integer = dtype === 'q8' ? symmetricInteger(weights[i], inverse) : affineInteger(weights[i], minimum, inverse, mask);
    const bit = (first + i) * bits;
    words[start + (bit >> 5)] |= (integer & mask) << (bit & 31);
  }
}
