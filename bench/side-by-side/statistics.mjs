/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @returns {{ median: number, min: number, max: number, samples: number }} of at least one value */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), samples: values.length };
}

/** Neighbouring gaps that are taken together: a page that is kept from its messages gets several tokens at once, and a gap of nothing is no speed. */
const window = 8;

/**
 * Tokens per second of one run while it writes; null of a run with no gap behind the warm-up.
 * @param {readonly number[]} atMs when each token came
 * @param {number} warmUpGaps gaps between tokens that do not count
 * @returns {{ byMedian: number, byMean: number } | null} from the median over every `window` gaps in a row, and from all gaps together: where the
 *   second is much smaller, tokens came in bursts
 */
export function decodeRates(atMs, warmUpGaps) {
  const at = atMs.slice(warmUpGaps);
  if (at.length < 2) return null;
  const span = Math.min(window, at.length - 1);
  const gaps = at.slice(span).map((last, index) => (last - at[index]) / span);
  return { byMedian: 1_000 / median(gaps), byMean: (1_000 * (at.length - 1)) / (at.at(-1) - at[0]) };
}

/** How many tokens at the beginning are the same. */
export function agreement(tokens, reference) {
  const most = Math.min(tokens.length, reference.length);
  for (let index = 0; index < most; index++) if (tokens[index] !== reference[index]) return index;
  return most;
}
