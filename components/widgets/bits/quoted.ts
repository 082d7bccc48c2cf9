import { frameOf } from './frame';
import type { Matrix } from './matrix';
import { startSettings } from './settings';

/** What lesson 5 says in its text of the figure: the start weight at each precision, and what multiplying it does to the others. */
export function quotedOf(matrix: Matrix, factor: number) {
  const { weight, figures, truth } = frameOf(matrix, startSettings);
  const errorsAt = (block: 32 | 'tensor', times: number) => {
    const { q4 } = frameOf(matrix, { ...startSettings, block, factor: times }).figures;
    return { window: q4.windowError, matrix: q4.matrixError };
  };
  return {
    weight,
    least: Math.min(...truth),
    most: Math.max(...truth),
    views: { q8: figures.q8.view, q4: figures.q4.view, q2: figures.q2.view },
    bitsPerWeight: { q8: figures.q8.bitsPerWeight, q4: figures.q4.bitsPerWeight, q2: figures.q2.bitsPerWeight },
    matrixErrors: { q8: figures.q8.matrixError, q4: figures.q4.matrixError, q2: figures.q2.matrixError },
    multiplied: { factor, block: errorsAt(32, factor), tensor: errorsAt('tensor', factor), tensorBefore: errorsAt('tensor', 1) },
  };
}
