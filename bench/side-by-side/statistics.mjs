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

/**
 * Tokens per second of one run while it writes; null of a run with no gap behind the warm-up.
 * @param {readonly number[]} atMs when each token came
 * @param {number} warmUpGaps gaps between tokens that do not count
 * @returns {{ byMedian: number, byMean: number } | null} from the median gap between two tokens, and from all gaps together. A runtime
 *   that hands out tokens in pairs has the second right and the first wrong, so both are told.
 */
export function decodeRates(atMs, warmUpGaps) {
  const gaps = atMs.slice(1).map((at, index) => at - atMs[index]).slice(warmUpGaps);
  if (gaps.length === 0) return null;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return { byMedian: 1_000 / median(gaps), byMean: 1_000 / mean };
}

/** How many tokens at the beginning are the same. */
export function agreement(tokens, reference) {
  const most = Math.min(tokens.length, reference.length);
  for (let index = 0; index < most; index++) if (tokens[index] !== reference[index]) return index;
  return most;
}
