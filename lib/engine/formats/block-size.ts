import { EngineError } from '../errors';

/** The block as the layout counts it: elements of a row, 0 for the whole tensor. */
export function blockSize(name: string, columns: number, asked: number | 'row' | 'tensor'): number {
  if (asked === 'tensor') return 0;
  if (asked === 'row' || asked === columns) return columns;
  if (asked > 0 && asked % 8 === 0 && columns % asked === 0) return asked;
  const sizes = Array.from({ length: Math.floor(columns / 8) }, (_, index) => 8 * (index + 1)).filter((size) => columns % size === 0);
  const fitting = sizes.length > 0 ? `Blocks of ${sizes.join(', ')} do, or a whole row, or the whole tensor.` : 'Choose a whole row, or the whole tensor.';
  throw new EngineError('invalid-request', `Blocks of ${asked} weights do not fill the rows of ${name}, which have ${columns}.`, fitting, { tensor: name, block: asked, columns });
}
