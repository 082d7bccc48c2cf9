import { contestants } from './contestants.mjs';
import { promptTokens } from './limits.mjs';
import { ratiosOf } from './ratios.mjs';

const whole = (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
const tenths = (value) => value.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const rate = (value) => (value < 10 ? tenths(value) : whole(value));

/** Each measure: its heading, and its number in the unit of the heading. */
const columns = [
  ['model-bytes', 'model, MB', (bytes) => tenths(bytes / 1e6)],
  ['other-bytes', 'besides, kB', (bytes) => whole(bytes / 1e3)],
  ['first-token-cold', 'first token cold, ms', whole],
  ['first-token-warm', 'warm, ms', whole],
  ['prefill', 'prefill, tokens/s', rate],
  ['decode', 'decode, tokens/s', rate],
  ['decode-mean', 'by mean', rate],
  ['throughput-8', '8 at once, tokens/s', rate],
  ['throughput-32', '32 at once, tokens/s', rate],
  ['peak-memory', 'peak memory, MB', (bytes) => whole(bytes / 1e6)],
];

/**
 * A run as a Markdown page.
 * @param {readonly import('./rows.mjs').Row[]} rows
 * @param {{ date: string, device: string, empty: { browser: string, peakBytes: number }, rounds: number, tokens: number, seconds: number, load: readonly [number, number], failures: readonly string[], remarks: readonly string[] }} run
 *   `load`: processes that wanted a core, by the system's average of a minute, before and after the run
 */
export function markdown(rows, run) {
  const lines = [
    `# Side by side, ${run.date}`,
    '',
    `${run.device}. ${run.empty.browser}, which holds ${whole(run.empty.peakBytes / 1e6)} MB with an empty page. Rounds: ${run.rounds}. Prompt: ${promptTokens} tokens; at most ${run.tokens} greedy tokens and ${run.seconds} s a run. Processes that wanted a core, before and after: ${run.load.map((value) => value.toFixed(1)).join(' and ')}.`,
    '',
    ...new Set(rows.map(({ contestant, version }) => `- ${contestant} ${version}`)),
    '',
    'Medians of the rounds, with the smallest and the largest. What each figure means: docs/decisions/2026-11-23-side-by-side-bench.md.',
    '',
    ...measureTable(rows, run),
    '',
    '## Ours as a multiple of the best of the others',
    '',
    'Our median over theirs, at the same precision and with like means. **More** is better of rates, **less** of bytes and waiting.',
    '',
    ...ratioTable(rows),
  ];
  if (run.remarks.length > 0) lines.push('', '## Remarks', '', ...run.remarks.map((remark) => `- ${remark}`));
  if (run.failures.length > 0) lines.push('', '## What failed', '', ...run.failures.map((failure) => `- ${failure}`));
  return `${lines.join('\n')}\n`;
}

function measureTable(rows, { tokens }) {
  const head = ['contestant', 'backend', 'precision', 'threads', ...columns.map(([, title]) => title), 'tokens as our f32'];
  const entries = grouped(rows, ({ contestant, backend, precision, threads }) => [contestant, backend, precision, threads].join()).map(([, own]) => own);
  return tableOf(head, 4, entries.map((own) => {
    const { contestant, backend, precision, threads } = own[0];
    const files = contestants.find(({ name }) => name === contestant).precisions[precision];
    const named = files === precision ? precision : `${precision}: ${files}`;
    return [contestant, backend, named, String(threads), ...columns.map(([measure, , text]) => cell(own.find((row) => row.measure === measure), text)), agreementCell(own, tokens)];
  }));
}

/** `12 (11 to 14)`; a single number where the spread would not show. */
function cell(row, text) {
  if (!row) return '–';
  const [middle, least, most] = [row.median, row.min, row.max].map(text);
  return least === most ? middle : `${middle} (${least} to ${most})`;
}

function agreementCell(own, tokens) {
  const [written, differing] = ['tokens-written', 'first-difference'].map((measure) => own.find((row) => row.measure === measure));
  if (!written) return '–';
  if (differing) return `${differing.min - 1} of ${written.max}; then token ${differing.min} differs`;
  return written.max < tokens ? `all ${written.max} that came in time` : `all ${written.max}`;
}

function ratioTable(rows) {
  const ratios = ratiosOf(rows);
  const titles = [...new Set(ratios.map(({ title }) => title))];
  const groups = grouped(ratios, ({ means, precision }) => `${means}, ${precision}`);
  const headings = titles.map((title) => `${title} (${ratios.find((ratio) => ratio.title === title).moreIsBetter ? 'more' : 'less'})`);
  return tableOf(['with', ...headings], 1, groups.map(([name, own]) => [name, ...titles.map((title) => {
    const found = own.find((ratio) => ratio.title === title);
    return found ? `${found.ratio.toFixed(2)}x ${found.against}` : '–';
  })]));
}

/** A Markdown table, as lines. @param {number} left columns of words */
export function tableOf(head, left, lines) {
  if (lines.length === 0) return ['Nothing to compare.'];
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, column) => (column < left ? '---' : '---:'))), ...lines.map(row)];
}

/** Items of the same key together, in the order of first appearance. `Map.groupBy` wants Node 21. */
function grouped(items, keyOf) {
  const keys = [...new Set(items.map(keyOf))];
  return keys.map((key) => [key, items.filter((item) => keyOf(item) === key)]);
}
