/** Value below which a share of sorted numbers lies, between neighbours in proportion. */
export function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at % 1) * ((sorted[Math.floor(at) + 1] ?? below) - below);
}

/** The kinds of figure that have a band of their own; a group of the table each. */
const kinds = ['decode-batch-1', 'static-batch', 'saturated', 'prefill'];

/**
 * How far off a prediction of each kind may well be: 10th and 90th percentile of predicted / published over the scored rows, or over all rows with their
 * source left out of the fit where that is wider, since a reader's machine is in nobody's rows.
 * @param {{ group: string, fitted: boolean, ratio: number, published: number, withoutSource: number | null }[]} rows
 * @throws Error where a kind has fewer than ten scored rows, or ten without their source: such a band was not earned
 */
export function errorBandsOf(rows) {
  return Object.fromEntries(
    kinds.map((kind) => {
      const own = rows.filter(({ group }) => group === kind);
      const scored = own.filter(({ fitted }) => !fitted).map(({ ratio }) => ratio);
      const unseen = own.filter(({ withoutSource }) => withoutSource !== null).map(({ withoutSource, published }) => withoutSource / published);
      if (Math.min(scored.length, unseen.length) < 10) throw new Error(`Of ${kind}, ${scored.length} rows are scored and ${unseen.length} without their source: too few for an error band.`);
      const low = Math.min(...[scored, unseen].map((ratios) => percentile(ratios, 0.1)));
      const high = Math.max(...[scored, unseen].map((ratios) => percentile(ratios, 0.9)));
      return [kind, [low, high].map((value) => Number(value.toPrecision(3)))];
    }),
  );
}
