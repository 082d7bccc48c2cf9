/**
 * @typedef {{ performance: number, accessibility: number, bestPractices: number, layoutShift: number }} Scores
 *   of one load of one page; the first three from 0 to 100, the last is CLS
 */

/** What each page must reach: scores at least, the shift at most. */
export const limits = { performance: 90, accessibility: 100, bestPractices: 95, layoutShift: 0.02 };

/** The middle one; of an even number the lower of the two in the middle, so that it is one that was measured. */
export const median = (values) => values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];

/** The median of each score. @param {readonly Scores[]} loads @returns {Scores} */
export const medians = (loads) => Object.fromEntries(Object.keys(limits).map((name) => [name, median(loads.map((load) => load[name]))]));

/** What is below its limit, in words. @param {string} path @param {Scores} scores @returns {readonly string[]} */
export function complaints(path, scores) {
  return Object.entries(limits).flatMap(([name, limit]) => {
    const isGood = name === 'layoutShift' ? scores[name] <= limit : scores[name] >= limit;
    return isGood ? [] : [`${path}: ${name} ${scores[name]}, and ${limit} is asked for`];
  });
}

/** One page as a line of the table. @param {string} path @param {Scores} scores */
export const row = (path, { performance, accessibility, bestPractices, layoutShift }) =>
  `${path.padEnd(28)}${String(performance).padStart(12)}${String(accessibility).padStart(15)}${String(bestPractices).padStart(16)}${layoutShift.toFixed(4).padStart(9)}`;

export const heading = `${'page'.padEnd(28)}${'performance'.padStart(12)}${'accessibility'.padStart(15)}${'best practices'.padStart(16)}${'CLS'.padStart(9)}`;
