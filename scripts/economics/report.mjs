import { groupBy } from './group-by.mjs';

const titles = {
  'decode-batch-1': 'decode, batch 1',
  'precision-ratio': 'precision ratios',
  saturated: 'saturated',
  'static-batch': 'static batch',
  prefill: 'prefill and TTFT',
  'step-time': 'parts of a step',
  exact: 'exact',
};

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const scoreOf = (agreement) => (agreement ? `${String(agreement.rows).padStart(4)} ${percent(agreement.medianError).padStart(8)} ${agreement.worstRatio.toFixed(2).padStart(6)}` : ' '.repeat(20));

/**
 * The whole table as text: every predicted row by group, the reasons for the others, then the scores.
 * @param {{ fittedConstants: number, rows: object[], others: object[] }} table
 * @param {{ question: object, predicted?: number, reason: string }[]} excluded rows that are printed and never scored
 * @param house modules of lib/economics
 */
export function report(table, excluded, house) {
  const groups = Object.keys(titles).filter((group) => table.rows.some((row) => row.group === group));
  return [...groups.flatMap((group) => [titles[group], ...table.rows.filter((row) => row.group === group).map(line), '']), ...excludedLines(excluded), ...reasonLines(table.others), ...scoreLines(table, groups, house)].join('\n');
}

function line({ id, model, hardware, precision, setting, metric, unit, predicted, published, ratio, fitted }) {
  const what = [model, hardware, precision, setting].filter(Boolean).join(', ');
  return `  ${id.padEnd(9)} ${fitted ? 'fitted' : 'scored'} ${ratio.toFixed(2).padStart(5)}  ${String(predicted).padStart(9)} for ${String(published).padEnd(9)} ${unit.padEnd(6)} ${metric}: ${what}`;
}

function excludedLines(excluded) {
  if (excluded.length === 0) return [];
  const lines = excluded.map(({ question: { row, published, unit }, predicted, reason }) => `  ${row.id.padEnd(9)} ${(predicted / published).toFixed(2).padStart(12)}  ${predicted.toPrecision(5).padStart(9)} for ${String(published).padEnd(9)} ${unit.padEnd(6)} ${row.metric}: ${row.model}, ${row.hardware}: ${reason}`);
  return ['excluded, printed and never scored', ...lines, ''];
}

function reasonLines(others) {
  if (others.length === 0) return [];
  const byReason = groupBy(others, ({ reason }) => reason);
  return ['not predicted', ...[...byReason].map(([reason, rows]) => `  ${String(rows.length).padStart(4)}  ${reason}: ${shortened(rows.map(({ id }) => id))}`), ''];
}

const shortened = (ids) => (ids.length > 12 ? `${ids.slice(0, 12).join(' ')} and ${ids.length - 12} more` : ids.join(' '));

function scoreLines(table, groups, { agreement }) {
  const heading = '                     scored                fitted                without its source';
  const columns = '                     rows   median  worst   rows   median  worst   rows   median  worst';
  const lines = groups.map((group) => {
    const { scored, fitted, withoutSource } = agreement.scoresOf(table.rows.filter((row) => row.group === group));
    return `${titles[group].padEnd(20)} ${[scored, fitted, withoutSource].map(scoreOf).join('   ')}`;
  });
  return [
    `Median of |predicted / published − 1|, and the ratio farthest from 1. ${table.fittedConstants} constants are fitted, on rows with even ids.`,
    'Exact rows have nothing fitted: each must lie within 1 %, or be what its source printed, rounded or cut off (2.57 as 2.5).',
    heading,
    columns,
    ...lines,
  ];
}
