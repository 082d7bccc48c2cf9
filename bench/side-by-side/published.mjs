import { readFile, writeFile } from 'node:fs/promises';
import { contestants } from './contestants.mjs';
import { batches, batchSeconds, batchTokens, promptTokens, warmUpGaps, warmUpTokens } from './limits.mjs';

/**
 * A whole run as the site keeps it (content/bench/run.ts reads it): what is the same for all rows is said once.
 * @param {readonly import('./rows.mjs').Row[]} rows
 * @param {{ date: string, device: string, adapter: string | null, empty: { browser: string, peakBytes: number }, rounds: number, tokens: number, seconds: number, load: readonly [number, number], failures: readonly string[], remarks: readonly string[] }} run
 *   as `markdown` takes it; `adapter`: what WebGPU ran on, null where there was none
 */
export function publishedRun(rows, { date, device, adapter, empty, rounds, tokens, seconds, load, failures, remarks }) {
  const names = [...new Set(rows.map(({ contestant }) => contestant))];
  const each = (tell) => Object.fromEntries(names.map((name) => [name, tell(name)]));
  return {
    date,
    device,
    adapter,
    browser: empty.browser,
    emptyPageBytes: empty.peakBytes,
    rounds,
    promptTokens,
    tokens,
    seconds,
    load,
    versions: each((name) => [...new Set(rows.filter(({ contestant }) => contestant === name).map(({ version }) => version))].join(' and ')),
    files: each((name) => contestants.find((contestant) => contestant.name === name).precisions),
    remarks,
    failures,
    rows: rows.map(({ contestant, backend, precision, threads, measure, unit, median, min, max, samples }) => {
      const [middle, least, most] = [median, min, max].map(withoutNoise);
      return { contestant, backend, precision, threads, measure, unit, median: middle, min: least, max: most, samples };
    }),
  };
}

/**
 * What everybody is asked to do, so that a reader's browser can do the same (content/bench/work.ts).
 * @param {import('./prompts.mjs').Prompts} prompts
 * @param {{ tokens: number, seconds: number }} limit of one text
 */
export function benchWork({ prompt, others, batch }, { tokens, seconds }) {
  const [together] = batches;
  const texts = batch.map(({ text }) => text);
  return {
    promptTokens,
    tokens,
    seconds,
    warmUpTokens,
    warmUpGaps,
    togetherTokens: batchTokens,
    togetherSeconds: batchSeconds * seconds,
    prompt: prompt.text,
    others: others.map(({ text }) => text),
    together: texts.slice(0, together),
    // As visit.mjs takes them where 32 are written: what stands behind them in the list.
    togetherWarmUp: texts.slice(together, 2 * together),
  };
}

/** Nine digits are more than any clock here tells, and whole bytes keep theirs. */
const withoutNoise = (value) => Number(value.toPrecision(9));

/** JSON with each row, or each text, on a line of its own: a change is seen where it is. */
export function linesOf(value) {
  const fields = Object.entries(value).map(([name, field]) => `  ${JSON.stringify(name)}: ${Array.isArray(field) && field.length > 0 ? `[\n${field.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]` : JSON.stringify(field)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

/**
 * Keeps a whole run for the page /bench.
 * @param {string} root the house's folder
 * @param {string} name `2026-11-23-some-device`
 * @param {{ run: object, work: object }} files of `publishedRun` and `benchWork`
 * @returns {Promise<string[]>} what was written, and what is still to be done by hand, in sentences
 */
export async function keepForPage(root, name, { run, work }) {
  await writeFile(`${root}/content/bench/${name}.json`, linesOf(run));
  await writeFile(`${root}/content/bench/work.json`, linesOf(work));
  const isNamed = (await readFile(`${root}/content/bench/index.ts`, 'utf8')).includes(`./${name}.json`);
  return [`Kept as content/bench/${name}.json.`, ...(isNamed ? [] : ['The page /bench shows it once content/bench/index.ts names it.'])];
}
