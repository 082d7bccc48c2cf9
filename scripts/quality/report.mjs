/** How far a precision's perplexity may be from f32's, as a share of it. */
export const budgets = { q8: 0.001, q4: 0.02 };

/** @typedef {import('./measure.mjs').Row} Row */

const f32Of = (rows, { backend }) => rows.find((row) => row.backend === backend && row.precision === 'f32');

/** A row's perplexity against f32's on the same backend: 0.01 is one per cent more. */
export const changeToF32 = (rows, row) => row.perplexity / f32Of(rows, row).perplexity - 1;

const percent = (share, digits) => `${(100 * share).toFixed(digits)} %`;

/**
 * What is beyond its budget, in words; empty where all is well.
 * @param {readonly Row[]} rows
 * @returns {string[]}
 */
export function beyondBudget(rows) {
  return rows.flatMap((row) => {
    const budget = budgets[row.precision];
    if (budget === undefined) return [];
    const change = changeToF32(rows, row);
    // Not "above": what is no number is beyond every budget.
    if (Math.abs(change) <= budget) return [];
    return [`${row.precision} on ${row.backend} has a perplexity of ${row.perplexity.toFixed(3)}, ${percent(change, 2)} from f32's ${f32Of(rows, row).perplexity.toFixed(3)}; ${percent(budget, 1)} is allowed.`];
  });
}

const columns = [
  ['model', (row) => row.model],
  ['backend', (row) => row.backend],
  ['precision', (row) => row.precision],
  ['weight bytes', (row) => row.weightBytes.toLocaleString('en-GB')],
  ['bits per weight', (row) => row.bitsPerWeight.toFixed(2)],
  ['perplexity', (row) => row.perplexity.toFixed(4)],
  ['to f32', (row, rows) => `${changeToF32(rows, row) > 0 ? '+' : ''}${percent(changeToF32(rows, row), 3)}`],
  ['KL to f32', (row) => row.klToF32.toPrecision(3)],
  ['top-1 agreement', (row) => percent(row.top1Agreement, 2)],
];
/** Words to the left, numbers to the right. */
const leftColumns = 3;

/** @param {readonly Row[]} rows */
export function table(rows) {
  const lines = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, text]) => text(row, rows)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((text, column) => (column < leftColumns ? text.padEnd(widths[column]) : text.padStart(widths[column]))).join('  ').trimEnd()).join('\n');
}
