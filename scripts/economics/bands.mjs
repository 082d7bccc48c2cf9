/** Value below which a share of sorted numbers lies, between neighbours in proportion. */
export function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at % 1) * ((sorted[Math.floor(at) + 1] ?? below) - below);
}

/**
 * 10th and 90th percentile of predicted / published over the scored rows of each kind of prediction.
 * @param {{ group: string, fitted: boolean, ratio: number }[]} rows
 * @throws Error where a kind has fewer than ten scored rows: such a band was not earned
 */
export function errorBandsOf(rows) {
  return Object.fromEntries(
    ['decode-batch-1', 'static-batch', 'saturated'].map((kind) => {
      const ratios = rows.filter(({ group, fitted }) => group === kind && !fitted).map(({ ratio }) => ratio);
      if (ratios.length < 10) throw new Error(`Only ${ratios.length} rows of ${kind} are scored: too few for an error band.`);
      return [kind, [0.1, 0.9].map((share) => Number(percentile(ratios, share).toPrecision(3)))];
    }),
  );
}
