/** Counts of values in bins of one width, side by side. */
export interface Bins {
  /** Lower end of the first. */
  readonly from: number;
  readonly step: number;
  readonly counts: readonly number[];
}

/** Values in bins between `from` and `to`; what lies outside counts in the outermost. */
export function binned(values: ArrayLike<number>, from: number, to: number, bins: number): Bins {
  const counts = Array.from({ length: bins }, () => 0);
  const step = (to - from) / bins;
  for (let index = 0; index < values.length; index++) {
    const bin = Math.floor((values[index] - from) / step);
    counts[Math.min(Math.max(bin, 0), bins - 1)]++;
  }
  return { from, step, counts };
}
