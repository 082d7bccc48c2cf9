#!/usr/bin/env node
/**
 * `npm run bench`: our engine, transformers.js and wllama write the same text in the same browser, in turn, each in a page of its own
 * that was never visited before. Prints a table; a whole run keeps it under bench/results, and for the page /bench under content/bench. Exits 1 where ours failed or an f32 disagrees.
 *
 *   -- --json FILE      rows (bench/side-by-side/rows.mjs)
 *   -- --rounds N --tokens N --seconds N --only ours,wllama --backend cpu,wasm --precision q8     a shorter run, of which nothing is kept
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from '../scripts/ensure-browser.mjs';
import { readArguments, usage, WrongArguments } from './side-by-side/arguments.mjs';
import { entriesOf, nameOf, orderOf } from './side-by-side/contestants.mjs';
import { batches } from './side-by-side/limits.mjs';
import { checkExport } from './side-by-side/models.mjs';
import { choosePrompts } from './side-by-side/prompts.mjs';
import { benchWork, keepForPage, publishedRun } from './side-by-side/published.mjs';
import { disagreements, rowsOf } from './side-by-side/rows.mjs';
import { serveCounting } from './side-by-side/server.mjs';
import { buildSite } from './side-by-side/site.mjs';
import { markdown } from './side-by-side/table.mjs';
import { visit, visitEmptyPage } from './side-by-side/visit.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** Progress and complaints: never on the standard output, which is for the table. */
const say = (line) => process.stderr.write(`${line}\n`);

/** A minute's average of processes that want a core, for each core, above which timings say little. */
const quietLoad = 0.25;

/** @returns {Promise<Map<import('./side-by-side/contestants.mjs').Entry, import('./side-by-side/visit.mjs').Visited[]>>} */
async function visitAll(entries, { rounds, ...work }) {
  const visits = new Map(entries.map((entry) => [entry, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [index, entry] of orderOf(entries, round, rounds).entries()) {
      const begin = performance.now();
      const before = visits.get(entry);
      const visited = await visit(entry, { ...work, batches: batches.filter((texts) => before.every(({ cutBatches }) => !cutBatches.includes(texts))) });
      before.push(visited);
      const decode = visited.samples.find(({ measure }) => measure === 'decode');
      say(`  round ${round + 1}, ${index + 1} of ${entries.length}: ${nameOf(entry)}: ${decode ? `${decode.value.toFixed(1)} tokens/s` : 'no text'} (${((performance.now() - begin) / 1_000).toFixed(1)} s)`);
      for (const line of [...visited.failures, ...visited.remarks]) say(`    ${line}`);
    }
  }
  return visits;
}

function describeCommit() {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'outside of git';
  }
}

/** How the version of each contestant is told: what its page knows, and what only the packages and the repository do. */
async function readVersions() {
  const { version, devDependencies } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  const commit = describeCommit();
  const tellers = { ours: () => `${version} (${commit})`, 'transformers.js': (told) => told, wllama: (told) => `${devDependencies['@wllama/wllama']}, llama.cpp ${told}` };
  return (contestant, told) => tellers[contestant](told);
}

async function main() {
  const { jsonFile, isWhole, ...wanted } = readArguments(process.argv.slice(2));
  const cores = availableParallelism();
  const entries = entriesOf(wanted, cores);
  if (entries.length === 0) throw new WrongArguments('Nobody runs that backend at that precision.');
  const loadBefore = loadavg()[0];
  if (loadBefore > quietLoad * cores) say(`  This machine is busy (${loadBefore.toFixed(1)} processes want one of ${cores} cores): timings will say little.`);
  const executablePath = ensureBrowser(say);
  await checkExport(root);
  const prompts = await choosePrompts(root, wanted.tokens);
  const server = await serveCounting(await buildSite(root, [...new Set(entries.map(({ contestant }) => contestant))]));
  let visits;
  let empty;
  try {
    empty = await visitEmptyPage({ executablePath, server });
    visits = await visitAll(entries, { executablePath, server, prompts, ...wanted });
  } finally {
    await server.close();
  }

  const all = [...visits.values()].flat();
  const adapter = all.find((visited) => visited.adapter)?.adapter;
  const device = `${cpus()[0].model.trim()}, ${cores} cores; ${adapter ? `WebGPU on ${adapter}` : 'no WebGPU adapter was asked for'}`;
  const versionOf = await readVersions();
  const date = new Date().toISOString().slice(0, 10);
  const rows = entries.flatMap((entry) => rowsOf(entry, visits.get(entry), { reference: prompts.reference, device, date, versionOf }));
  const failures = [...new Set(all.flatMap((visited) => visited.failures))];
  const remarks = [...new Set(all.flatMap((visited) => visited.remarks))];
  const run = { date, device, adapter: adapter ?? null, empty, ...wanted, load: [loadBefore, loadavg()[0]], failures, remarks };
  const page = markdown(rows, run);
  console.log(page);
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(rows, null, 2)}\n`);
  if (isWhole) {
    const name = `${date}-${device.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/-$/, '')}`;
    await mkdir(`${root}/bench/results`, { recursive: true });
    await writeFile(`${root}/bench/results/${name}.md`, page);
    say(`  Kept as bench/results/${name}.md.`);
    for (const line of await keepForPage(root, name, { run: publishedRun(rows, run), work: benchWork(prompts, wanted) })) say(`  ${line}`);
  } else say('  This was not a whole run: nothing is kept under bench/results or content/bench.');
  const complaints = [...disagreements(rows), ...failures.filter((failure) => failure.startsWith('ours'))];
  for (const complaint of complaints) say(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (thrown) {
  if (thrown instanceof WrongArguments) say(`${thrown.message}\nUsage: ${usage}`);
  // A plain error was written to be read; any other is a fault of ours, and where it happened is worth knowing.
  else say(thrown.constructor === Error ? thrown.message : thrown.stack);
  process.exitCode = thrown instanceof WrongArguments ? 2 : 1;
}
