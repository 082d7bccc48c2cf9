/**
 * How well predictions must agree with rows they were not fitted on: greatest median error, and the factor within which every row must lie.
 * Issue 6 asks for them, but for those of static batches (as of saturated servers) and of parts of a step, which are the house's own.
 * `each` is for rows with nothing fitted, where every one counts.
 */
export const gates = [
  { group: 'decode-batch-1', median: 0.2 },
  { group: 'precision-ratio', median: 0.15 },
  { group: 'saturated', median: 0.25, factor: 2 },
  { group: 'static-batch', median: 0.25, factor: 2 },
  { group: 'prefill', median: 0.3 },
  { group: 'step-time', median: 0.25 },
  { group: 'exact', each: 0.01 },
];

/**
 * @param {{ rows: object[] }} table
 * @param house modules of lib/economics
 * @returns {string[]} what is beyond a gate, in words; none where all hold
 */
export function beyondGates(table, { agreement }) {
  return gates.flatMap((gate) => {
    const rows = table.rows.filter((row) => row.group === gate.group);
    const { scored } = agreement.scoresOf(rows);
    if (!scored) return [`${gate.group}: no row is scored.`];
    return gate.each ? beyondEach(gate, rows) : beyondScores(gate, scored);
  });
}

function beyondScores({ group, median, factor }, scored) {
  const complaints = [];
  if (scored.medianError > median) complaints.push(`${group}: the median error is ${percent(scored.medianError)}; at most ${percent(median)} is allowed.`);
  if (factor && (scored.worstRatio > factor || scored.worstRatio < 1 / factor)) complaints.push(`${group}: a row is predicted ${scored.worstRatio.toFixed(2)} times what was published; ${factor} times is allowed.`);
  return complaints;
}

const beyondEach = ({ group, each }, rows) =>
  rows
    .filter(({ ratio, predicted, published }) => Math.abs(ratio - 1) > each && !isPrintedAs(predicted, published))
    .map(({ id, predicted, published }) => `${group}: ${id} is ${predicted} for ${published}; ${percent(each)} is allowed, or what the last printed digit hides.`);

/**
 * Whether a source that has one figure may have printed the other, by rounding it or by cutting it off: 2.57 as 2.6 or, as the scaling book
 * does, as 2.5. Two figures alike in all printed digits say no more of each other.
 * @param {number} printed with the source's own digits; where its unit was converted the digits are more, and the rule is stricter
 */
export function isPrintedAs(value, printed) {
  const lastPlace = 10 ** -(/\.(\d+)$/.exec(String(printed))?.[1].length ?? 0);
  return value >= printed - lastPlace / 2 && value < printed + lastPlace;
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
