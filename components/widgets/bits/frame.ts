import { type Bins, binned } from '@/components/charts/histogram-bins';
import { roundAbove } from '@/components/charts/round-above';
import type { Precision } from '@/lib/engine/generation/precision';
import { bitView, type BitView, isQuantised, precisions, type QuantType, storedWeight, widenHalves } from '@/lib/engine/pure';
import { bitsPerWeight, type Block, type Matrix, type Place, roundingError, storedAt, valuesOf, withOutlier } from './matrix';

/** Weights that are looked at together: what the engine's block is where nothing else is said. */
export const windowSize = 32;

const histogramBins = 81;

/** With more levels than this they would be one grey area. */
const mostLevels = 16;

export interface BitsSettings {
  readonly precision: Precision;
  readonly block: Block;
  /** By how much the chosen weight is multiplied. */
  readonly factor: number;
  readonly place: Place;
}

/** Neighbouring weights of the window that share a scale, and the values that a weight of theirs may have. */
export interface Share {
  /** First of the window's weights, and how many. */
  readonly first: number;
  readonly count: number;
  readonly scale: number;
  /** Least first; empty where there are too many to draw. */
  readonly levels: readonly number[];
}

/** What a precision makes of the matrix. */
export interface StoredFigures {
  readonly view: BitView;
  readonly bitsPerWeight: number;
  /** In per cent of the weights' own size, the chosen weight left out: of the window, and of the whole matrix. */
  readonly windowError: number;
  readonly matrixError: number;
}

/** Everything the figure draws of the matrix at some settings. Plain data: the HTML carries one. */
export interface BitsFrame {
  readonly model: string;
  readonly tensor: string;
  readonly rows: number;
  readonly columns: number;
  /** The chosen weight, multiplied. */
  readonly weight: number;
  /** The window's first column. */
  readonly firstColumn: number;
  readonly truth: readonly number[];
  /** At the chosen precision. */
  readonly stored: readonly number[];
  readonly shares: readonly Share[];
  readonly figures: Readonly<Record<Precision, StoredFigures>>;
  readonly bins: Bins;
}

/** What is drawn: pure arithmetic on the file's own weights. */
export function frameOf(matrix: Matrix, { precision, block, factor, place }: BitsSettings): BitsFrame {
  const changed = withOutlier(matrix, place, factor);
  const { rows, columns, model, tensor } = changed;
  const truth = widenHalves(changed.halves);
  const firstColumn = Math.floor(place.column / windowSize) * windowSize;
  const chosen = place.row * columns + place.column;
  const windowOf = (values: Float32Array) => values.subarray(place.row * columns + firstColumn, place.row * columns + firstColumn + windowSize);

  const stores = precisions.map((each) => [each, storedAt(changed, each, block)] as const);
  const values = new Map(stores.map(([each, stored]) => [each, valuesOf(stored)]));
  const figures = stores.map(([each, stored]) => {
    const wide = values.get(each)!;
    const figure: StoredFigures = {
      view: bitView(stored, place.row, place.column),
      bitsPerWeight: bitsPerWeight(stored),
      windowError: roundingError(windowOf(truth), windowOf(wide), place.column - firstColumn),
      matrixError: roundingError(truth, wide, chosen),
    };
    return [each, figure] as const;
  });
  const reach = roundAbove(truth.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0));
  const [, shown] = stores.find(([each]) => each === precision)!;
  return {
    model,
    tensor,
    rows,
    columns,
    weight: truth[chosen],
    firstColumn,
    truth: [...windowOf(truth)],
    stored: [...windowOf(values.get(precision)!)],
    shares: isQuantised(precision) ? sharesOf({ ...shown, dtype: precision }, block, place.row, firstColumn) : [],
    figures: Object.fromEntries(figures) as Record<Precision, StoredFigures>,
    bins: binned(truth, -reach, reach, histogramBins),
  };
}

/** The scales in the window, each with the weights that share it there. */
function sharesOf(stored: Parameters<typeof storedWeight>[0] & { readonly dtype: QuantType }, block: Block, row: number, firstColumn: number): readonly Share[] {
  const count = block === 8 ? 8 : windowSize;
  return Array.from({ length: windowSize / count }, (_, index) => {
    const first = index * count;
    const { scale, minimum } = storedWeight(stored, row, firstColumn + first);
    const levels = 2 ** Number(stored.dtype.slice(1));
    return { first, count, scale, levels: levels > mostLevels ? [] : Array.from({ length: levels }, (_level, integer) => scale * integer + minimum) };
  });
}

/** The share that a weight of the window belongs to; undefined of floats. */
export const shareOf = ({ shares }: BitsFrame, index: number): Share | undefined => shares.find(({ first, count }) => index >= first && index < first + count);
