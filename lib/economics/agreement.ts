import type { PredictedRow } from '@/content/published/predictions';

/** How well predictions agree with what was published. Errors are relative: 0.2 is 20 % too high or too low. */
export interface Agreement {
  readonly rows: number;
  /** Median of |predicted / published − 1|. */
  readonly medianError: number;
  /** predicted / published where it is farthest from 1, by factors: 0.4 is farther than 2. */
  readonly worstRatio: number;
  /** Rows from 25 % too low to 25 % too high, ends included. */
  readonly withinQuarter: number;
  /** Rows from half to twice, ends included. */
  readonly withinTwice: number;
}

/** How far a ratio is from 1, by factors: the same for twice and for half. */
export const distanceOf = (ratio: number): number => Math.abs(Math.log(ratio));

/** @param ratios predicted / published, each above zero; null of none */
export function agreementOf(ratios: readonly number[]): Agreement | null {
  if (ratios.length === 0) return null;
  const errors = ratios.map((ratio) => Math.abs(ratio - 1)).toSorted((a, b) => a - b);
  const middle = errors.length / 2;
  return {
    rows: ratios.length,
    medianError: (errors[Math.ceil(middle) - 1] + errors[Math.floor(middle)]) / 2,
    worstRatio: ratios.reduce((worst, ratio) => (distanceOf(ratio) > distanceOf(worst) ? ratio : worst)),
    withinQuarter: ratios.filter((ratio) => ratio >= 0.75 && ratio <= 1.25).length,
    withinTwice: ratios.filter((ratio) => ratio >= 0.5 && ratio <= 2).length,
  };
}

/** The three scores of one set of rows; null where no row counts for one. */
export interface Scores {
  /** Rows the constants were not fitted on. */
  readonly scored: Agreement | null;
  /** Rows they were fitted on: what the fit could do, which proves little. */
  readonly fitted: Agreement | null;
  /** All rows that use a fitted constant, each predicted by constants fitted without any row of its source. */
  readonly withoutSource: Agreement | null;
}

export function scoresOf(rows: readonly PredictedRow[]): Scores {
  return {
    scored: agreementOf(rows.filter(({ fitted }) => !fitted).map(({ ratio }) => ratio)),
    fitted: agreementOf(rows.filter(({ fitted }) => fitted).map(({ ratio }) => ratio)),
    withoutSource: agreementOf(rows.flatMap(({ withoutSource, published }) => (withoutSource === null ? [] : [withoutSource / published]))),
  };
}

/** Worst first. */
export const byDistance = (rows: readonly PredictedRow[]): readonly PredictedRow[] => rows.toSorted((one, other) => distanceOf(other.ratio) - distanceOf(one.ratio));
