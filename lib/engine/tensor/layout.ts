import { quantBits, type DType, type QuantType } from './dtype';
import { rowsAndColumns, type TensorSpec } from './tensor';

/**
 * How a tensor lies in 32-bit words on every device, rows one after another, each beginning on a word:
 *
 * - f32, u32: one element a word.
 * - f16: two elements a word, the first in the low half; an odd row is padded.
 * - q8, q4, q2: `quantWords` words of integers, the first in the lowest bits (q8: two's complement, −127…127; q4: 0…15; q2: 0…3),
 *   padded with zeros to whole groups of eight elements (q2: sixteen); then `scaleWords` words of scales.
 *   q8: one half float a block, two a word; element = scale · integer. q4 and q2: one word a block, scale in the
 *   low half, minimum in the high half; element = scale · integer + minimum.
 * - quantised with `block` 0: the tensor begins with one word that holds the only scale (and minimum); rows have integers alone.
 */
export interface RowLayout {
  /** Words before the first row. */
  readonly headerWords: number;
  /** Words from one row to the next. */
  readonly rowWords: number;
  /** Quantised: words of integers at the start of a row. */
  readonly quantWords: number;
  /** Quantised: words of scales behind them. */
  readonly scaleWords: number;
}

const plain = (rowWords: number): RowLayout => ({ headerWords: 0, rowWords, quantWords: 0, scaleWords: 0 });

/** The layout of a tensor's rows of `columns` elements. */
export function rowLayout(dtype: DType, columns: number, block: number | undefined): RowLayout {
  switch (dtype) {
    case 'f32':
    case 'u32':
      return plain(columns);
    case 'f16':
      return plain(Math.ceil(columns / 2));
    case 'q8':
    case 'q4':
    case 'q2': {
      const quantWords = quantWordsOf(dtype, columns);
      if (!block) return { headerWords: 1, rowWords: quantWords, quantWords, scaleWords: 0 };
      const blocks = columns / block;
      const scaleWords = dtype === 'q8' ? Math.ceil(blocks / 2) : blocks;
      return { headerWords: 0, rowWords: quantWords + scaleWords, quantWords, scaleWords };
    }
    default:
      return dtype satisfies never;
  }
}

function quantWordsOf(dtype: QuantType, columns: number): number {
  const group = dtype === 'q2' ? 16 : 8;
  return (Math.ceil(columns / group) * group * quantBits[dtype]) / 32;
}

/** Words that the whole tensor takes. */
export function storedWords({ dtype, shape, block }: TensorSpec): number {
  const { rows, columns } = rowsAndColumns(shape);
  const { headerWords, rowWords } = rowLayout(dtype, columns, block);
  return headerWords + rows * rowWords;
}
