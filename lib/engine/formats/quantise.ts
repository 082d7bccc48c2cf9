import { EngineError } from '../errors';
import { quantBits, type QuantType } from '../tensor/dtype';
import { fromHalf } from '../tensor/half';
import { rowLayout, storedWords } from '../tensor/layout';
import { rowsAndColumns, type HostTensor } from '../tensor/tensor';
import { widen } from '../tensor/widen';
import { affineInteger, affineScale } from './quantise-affine';
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
  const { rows, columns } = rowsAndColumns(host.shape);
  checkFinite(name, host);
  const block = blockSize(name, columns, asked);
  const values = widen(host);
  const spec = { dtype, shape: host.shape, block };
  const words = new Uint32Array(storedWords(spec));
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const search = rounding === 'search';

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
  return { ...spec, values: words };
}

/**
 * Refuses weights that are no finite numbers, which no arithmetic survives.
 * @throws EngineError `file-malformed` with the tensor's name and the first such element's index
 */
export function checkFinite(name: string, { dtype, values }: HostTensor): void {
  const index = dtype === 'f16' ? values.findIndex((bits: number) => (bits & 0x7c00) === 0x7c00) : values.findIndex((value: number) => !Number.isFinite(value));
  if (index < 0) return;
  const value = dtype === 'f16' ? fromHalf(values[index]) : values[index];
  throw new EngineError(
    'file-malformed',
    `The weights are damaged: element ${index} of ${name} is ${Number.isNaN(value) ? 'not a number' : 'infinite'}.`,
    'Load the page again without its cache. If you host this site yourself, copy the model folder again.',
    { tensor: name, index },
  );
}

/** The block as the layout counts it: elements of a row, 0 for the whole tensor. */
export function blockSize(name: string, columns: number, asked: number | 'row' | 'tensor'): number {
  if (asked === 'tensor') return 0;
  if (asked === 'row' || asked === columns) return columns;
  if (asked > 0 && asked % 8 === 0 && columns % asked === 0) return asked;
  const sizes = Array.from({ length: Math.floor(columns / 8) }, (_, index) => 8 * (index + 1)).filter((size) => columns % size === 0);
  const fitting = sizes.length > 0 ? `Blocks of ${sizes.join(', ')} do, or a whole row, or the whole tensor.` : 'Choose a whole row, or the whole tensor.';
  throw new EngineError('invalid-request', `Blocks of ${asked} weights do not fill the rows of ${name}, which have ${columns}.`, fitting, { tensor: name, block: asked, columns });
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
