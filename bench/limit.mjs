#!/usr/bin/env node
/**
 * `npm run bench:limit`: our engine against what the device itself can do, both measured in one run: fractions of the copy bandwidth and of the multiply-add peak for
 * pocket-5m and for a layer of a model of a billion parameters, what holds each back, and how time grows with context, prompt, batch and bytes. Both backends in a
 * headless browser, on one thread each. Prints a table; a whole run keeps it under bench/results. What was asked for and missed is told; only a failure is an error.
 *
 *   -- --dawn         without a browser: WebGPU on Dawn for Node, the CPU backend in Node
 *   -- --json FILE    rows (bench/limit/rows.mjs)
 *   -- --backend cpu --precision f32,q8 --part model,layer,growth,load --batch 1,32 --rounds N     a shorter run, of which nothing is kept
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from '../scripts/ensure-browser.mjs';
import { readArguments, usage, WrongArguments } from './limit/arguments.mjs';
import { limitsInBrowser } from './limit/in-browser.mjs';
import { limitsInNode } from './limit/in-node.mjs';
import { rowsOf } from './limit/rows.mjs';
import { markdown } from './limit/table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const model = 'pocket-5m';

/** Progress and complaints: never on the standard output, which is for the table. */
const say = (line) => process.stderr.write(`${line}\n`);

/** A minute's average of processes that want a core, for each core, above which timings say little. */
const quietLoad = 0.25;

async function main() {
  const { dawn, backends, request, jsonFile, isWhole } = readArguments(process.argv.slice(2));
  const cores = availableParallelism();
  const loadBefore = loadavg()[0];
  if (loadBefore > quietLoad * cores) say(`  This machine is busy (${loadBefore.toFixed(1)} processes want one of ${cores} cores): timings will say little.`);
  const processor = cpus()[0]?.model?.trim() || process.arch;
  const work = { model, backends, request, processor, say: (line) => say(`  ${line}`) };
  const { host, findings } = dawn ? await limitsInNode({ root, ...work }) : await limitsInBrowser({ executablePath: ensureBrowser(say), ...work });

  const adapter = findings.find(({ backend }) => backend === 'webgpu')?.device;
  const device = `${processor}, ${cores} cores${adapter ? `; WebGPU on ${adapter}` : ''}; ${host}`;
  const date = new Date().toISOString().slice(0, 10);
  const page = markdown(findings, { date, device, rounds: request.rounds, load: [loadBefore, loadavg()[0]] });
  console.log(page);
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(findings.flatMap((found) => rowsOf(found, { device, date })), null, 2)}\n`);
  if (!isWhole) {
    say('  This was not a whole run: nothing is kept under bench/results.');
    return;
  }
  const file = `bench/results/${date}-limit-${device.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/-$/, '')}.md`;
  await mkdir(`${root}/bench/results`, { recursive: true });
  await writeFile(`${root}/${file}`, page);
  say(`  Kept as ${file}.`);
}

try {
  await main();
} catch (thrown) {
  if (thrown instanceof WrongArguments) say(`${thrown.message}\nUsage: ${usage}`);
  else if (thrown.remedy !== undefined) say(`${thrown.message} ${thrown.remedy}`);
  // A plain error was written to be read; any other is a fault of ours, and where it happened is worth knowing.
  else say(thrown.constructor === Error ? thrown.message : thrown.stack);
  process.exitCode = thrown instanceof WrongArguments ? 2 : 1;
}
