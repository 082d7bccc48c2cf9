/**
 * `npm run quality`: what each precision costs and is worth. Scores the evaluation text with pocket-5m at f32, f16, q8, q4 and q2, on
 * the CPU backend in Node and on WebGPU in a headless browser, and prints a table. Exits 1 where q8 or q4 is beyond its budget.
 *
 *   -- --json           an array of rows in place of the table, alone on the standard output
 *   -- --text FILE      another text; stories are parted by lines `<|endoftext|>`. Budgets are for the shipped text and not judged here.
 *   -- --backend NAME   `cpu` or `webgpu` alone
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './ensure-browser.mjs';
import { readArguments, splitStories, usage, WrongArguments } from './quality/arguments.mjs';
import { qualityOnCpu } from './quality/on-cpu.mjs';
import { qualityOnWebGpu } from './quality/on-webgpu.mjs';
import { beyondBudget, table } from './quality/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const model = 'pocket-5m';

/** Progress and complaints: never on the standard output, which is for results. */
const say = (line) => process.stderr.write(`${line}\n`);

async function readStories(textFile) {
  const path = textFile ?? `${root}/public/evaluation/stories.txt`;
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    throw new WrongArguments(thrown.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${thrown.message}`);
  }
  const stories = splitStories(text);
  if (stories.length === 0) throw new WrongArguments(`There is no text in ${path}.`);
  return stories;
}

/** A line each tenth of the way. */
function progressOf(backend) {
  return (done, of) => {
    if (Math.floor((10 * done) / of) > Math.floor((10 * (done - 1)) / of)) say(`  ${backend}: ${done} of ${of} texts, at five precisions`);
  };
}

async function main() {
  const { json, textFile, backends } = readArguments(process.argv.slice(2));
  const texts = await readStories(textFile);
  const rows = [];
  for (const backend of backends) {
    const work = { root, model, texts, onProgress: progressOf(backend) };
    const result = backend === 'cpu' ? await qualityOnCpu(work) : await qualityOnWebGpu({ ...work, executablePath: ensureBrowser(say) });
    say(`  ${backend}: ${result.device}; ${texts.length} texts, ${result.tokens.toLocaleString('en-GB')} tokens scored`);
    rows.push(...result.rows);
  }
  console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
  if (textFile !== undefined) return;
  const complaints = beyondBudget(rows);
  for (const complaint of complaints) say(complaint);
  if (complaints.length > 0) process.exitCode = 1;
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
