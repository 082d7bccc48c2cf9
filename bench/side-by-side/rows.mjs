import { agreement, spread } from './statistics.mjs';

/**
 * One figure of one entry over all rounds, as `--json` writes it.
 * @typedef {{ contestant: string, version: string, backend: string, precision: string, threads: number, measure: string, unit: string, median: number, min: number, max: number, samples: number, device: string, date: string }} Row
 */

/**
 * @param {import('./contestants.mjs').Entry} entry
 * @param {readonly import('./visit.mjs').Visited[]} visits of all rounds
 * @param {{ reference: readonly string[], device: string, date: string, versionOf: (contestant: string, told: string) => string }} run
 *   `reference`: the tokens that our f32 writes; `versionOf`: the whole version, from what the page told
 * @returns {Row[]} empty where no visit came so far
 */
export function rowsOf(entry, visits, { reference, device, date, versionOf }) {
  const opened = visits.filter(({ version }) => version !== null);
  if (opened.length === 0) return [];
  const samples = opened.flatMap((visited) => [...visited.samples, ...agreementOf(visited, reference)]);
  const { contestant, backend, precision } = entry;
  const { threads } = opened[0];
  const version = versionOf(contestant, opened[0].version);
  return [...new Set(samples.map(({ measure }) => measure))].map((measure) => {
    const own = samples.filter((sample) => sample.measure === measure);
    return { contestant, version, backend, precision, threads, measure, unit: own[0].unit, ...spread(own.map(({ value }) => value)), device, date };
  });
}

/** How many tokens came, how many of them from the first on are those of our f32, and, where one is not, the first of these, counted from 1. */
function agreementOf({ written }, reference) {
  if (!written) return [];
  const agreed = agreement(written, reference);
  return [
    { measure: 'tokens-written', unit: 'tokens', value: written.length },
    { measure: 'tokens-agreed', unit: 'tokens', value: agreed },
    ...(agreed < written.length ? [{ measure: 'first-difference', unit: 'tokens', value: agreed + 1 }] : []),
  ];
}

/**
 * Where an f32 writes other tokens than ours, in words; empty where all agree.
 * @param {readonly Row[]} rows
 */
export function disagreements(rows) {
  return rows
    .filter(({ precision, measure }) => precision === 'f32' && measure === 'first-difference')
    .map(({ contestant, backend, threads, min }) => `${contestant} on ${backend} in f32 (threads: ${threads}) writes another token ${min} than our f32.`);
}

/** The median of another measure of the same entry; undefined where it was not measured. */
export function valueOf(rows, { contestant, backend, precision, threads }, measure) {
  return rows.find((row) => row.contestant === contestant && row.backend === backend && row.precision === precision && row.threads === threads && row.measure === measure)?.median;
}
