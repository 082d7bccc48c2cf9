import { percentile } from './latency';

/** Neighbouring gaps that are taken together: a page that is kept from its messages gets several tokens at once, and a gap of nothing is no speed. */
const window = 8;

/**
 * Tokens per second of one text while it is written, as `npm run bench` reckons it (`byMedian` in bench/side-by-side/statistics.mjs, which Node
 * runs as it stands; a test holds the two together): one over the median of every eight gaps in a row.
 * @param atMs when each token came
 * @param warmUpGaps gaps at the beginning that do not count
 * @returns null of a text with no gap behind the warm-up
 */
export function decodeRate(atMs: readonly number[], warmUpGaps: number): number | null {
  const at = atMs.slice(warmUpGaps);
  const span = Math.min(window, at.length - 1);
  const middle = span < 1 ? null : percentile(at.slice(span).map((last, index) => (last - at[index]) / span), 0.5);
  return middle === null ? null : 1_000 / middle;
}
