import { isQuantised, quantBits } from './dtype';
import { fromHalf } from './half';
import { rowsAndColumns, type HostTensor } from './tensor';
import { storedWeight, type StoredWeight } from './widen';

/** One weight down to its bits, most significant first, and the value that they stand for. */
export type BitView =
  | {
      readonly kind: 'float';
      /** One bit: 1 is minus. */
      readonly sign: string;
      readonly exponent: string;
      readonly fraction: string;
      /** Value = ± 2^power · significand; 0 where the exponent's bits are all zeros and so is the fraction. */
      readonly power: number;
      readonly significand: number;
      readonly value: number;
    }
  | (StoredWeight & {
      readonly kind: 'integer';
      readonly bits: string;
      readonly value: number;
    });

/** IEEE 754: bits of exponent and fraction, and what is taken from the exponent. */
const formats = { f32: { exponentBits: 8, fractionBits: 23, bias: 127 }, f16: { exponentBits: 5, fractionBits: 10, bias: 15 } } as const;

/** The weight in a row and a column of a tensor (rows, columns) of weights. */
export function bitView(host: HostTensor, row: number, column: number): BitView {
  const { dtype, shape, values } = host;
  if (isQuantised(dtype)) {
    const stored = storedWeight({ ...host, dtype }, row, column);
    // Two's complement, as it lies there.
    const bits = binary(stored.integer & ((1 << quantBits[dtype]) - 1), quantBits[dtype]);
    return { kind: 'integer', ...stored, bits, value: Math.fround(stored.scale * stored.integer + stored.minimum) };
  }
  const element = values[row * rowsAndColumns(shape).columns + column];
  return dtype === 'f16' ? floatView(element, fromHalf(element), formats.f16) : floatView(bitsOf(element), element, formats.f32);
}

function floatView(pattern: number, value: number, { exponentBits, fractionBits, bias }: (typeof formats)[keyof typeof formats]): BitView {
  const all = binary(pattern, 1 + exponentBits + fractionBits);
  const exponent = all.slice(1, 1 + exponentBits);
  const stored = Number.parseInt(exponent, 2);
  // The smallest numbers have no leading one: exponent 0 counts as 1.
  const power = Math.max(stored, 1) - bias;
  return { kind: 'float', sign: all[0], exponent, fraction: all.slice(1 + exponentBits), power, significand: Math.abs(value) / 2 ** power, value };
}

const binary = (pattern: number, bits: number): string => (pattern >>> 0).toString(2).padStart(bits, '0');

const bitsOf = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0];
