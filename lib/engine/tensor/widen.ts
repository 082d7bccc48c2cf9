import { isQuantised, quantBits, type QuantType } from './dtype';
import { fromHalf, widenHalves } from './half';
import { rowLayout } from './layout';
import { rowsAndColumns, type HostTensor } from './tensor';

/**
 * A tensor's values as f32, (rows, columns) without padding; of a quantised one what its integers and scales stand for,
 * rounded to f32 once, as a device does it. An f32 tensor's values are given back as they are, not copied.
 */
export function widen(host: HostTensor): Float32Array {
  const { dtype, values } = host;
  if (isQuantised(dtype)) return dequantise(host, dtype);
  if (values instanceof Uint16Array) return widenHalves(values);
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

function dequantise({ shape, block, values: words }: HostTensor, dtype: QuantType): Float32Array {
  const { rows, columns } = rowsAndColumns(shape);
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const wide = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const rowStart = headerWords + row * rowWords;
    for (let first = 0; first < columns; first += block || columns) {
      const { scale, minimum } = block ? scaleAt(words, rowStart + quantWords, first / block, dtype) : scaleAt(words, 0, 0, dtype);
      for (let column = first; column < first + (block || columns); column++) {
        wide[row * columns + column] = scale * integerAt(words, rowStart, column, dtype) + minimum;
      }
    }
  }
  return wide;
}

/** What one weight of a quantised tensor is stored as: element = scale · integer + minimum, which is 0 in q8. */
export interface StoredWeight {
  readonly integer: number;
  readonly scale: number;
  readonly minimum: number;
}

/** One weight of a quantised tensor (rows, columns), taken apart. */
export function storedWeight({ dtype, shape, block, values: words }: HostTensor & { readonly dtype: QuantType }, row: number, column: number): StoredWeight {
  const { columns } = rowsAndColumns(shape);
  const { headerWords, rowWords, quantWords } = rowLayout(dtype, columns, block);
  const rowStart = headerWords + row * rowWords;
  const scale = block ? scaleAt(words, rowStart + quantWords, Math.floor(column / block), dtype) : scaleAt(words, 0, 0, dtype);
  return { integer: integerAt(words, rowStart, column, dtype), ...scale };
}

/** Scale and minimum number `index` of those that begin at word `start`. */
function scaleAt(words: HostTensor['values'], start: number, index: number, dtype: QuantType): { scale: number; minimum: number } {
  if (dtype === 'q8') {
    const word = words[start + (index >> 1)];
    return { scale: fromHalf((index & 1 ? word >>> 16 : word) & 0xffff), minimum: 0 };
  }
  const word = words[start + index];
  return { scale: fromHalf(word & 0xffff), minimum: fromHalf(word >>> 16) };
}

/** The integer at a column of the row whose integers begin at word `start`. */
function integerAt(words: HostTensor['values'], start: number, column: number, dtype: QuantType): number {
  const bits = quantBits[dtype];
  const bit = column * bits;
  const shifted = words[start + (bit >> 5)] >>> (bit & 31);
  if (dtype === 'q8') return (shifted << 24) >> 24;
  return shifted & ((1 << bits) - 1);
}
