/**
 * How well predictions must agree with rows they were not fitted on (issue 6): greatest median error, and the factor within which every row must lie.
 */
export const gates = [
  { group: 'decode-batch-1', median: 0.2 },
  { group: 'precision-ratio', median: 0.15 },
  { group: 'saturated', median: 0.25, factor: 2 },
  { group: 'prefill', median: 0.3 },
];

/**
 * @param {{ rows: object[] }} table
 * @param house modules of lib/economics
 * @returns {string[]} what is beyond a gate, in words; none where all hold
 */
export function beyondGates(table, { agreement }) {
  return gates.flatMap(({ group, median, factor }) => {
    const { scored } = agreement.scoresOf(table.rows.filter((row) => row.group === group));
    if (!scored) return [`${group}: no row is scored.`];
    const complaints = [];
    if (scored.medianError > median) complaints.push(`${group}: the median error is ${percent(scored.medianError)}; at most ${percent(median)} is allowed.`);
    if (factor && (scored.worstRatio > factor || scored.worstRatio < 1 / factor)) complaints.push(`${group}: a row is predicted ${scored.worstRatio.toFixed(2)} times what was published; ${factor} times is allowed.`);
    return complaints;
  });
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
