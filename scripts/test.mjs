import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeAdapter } from './adapter.mjs';
import { root, subPathSite } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { asOne, closingLine, readPlaywright, readResult, readVitest } from './results.mjs';

/**
 * `npm test`: everything that is to hold, in one command. Each step says how many tests passed and failed; a step that died without a
 * result counts as one failure, and nothing is skipped without being named.
 */

const results = join(root, 'test-results/steps');
const binary = (name) => join(root, 'node_modules', name);
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.env.FORCE_COLOR ?? (process.stdout.isTTY ? '1' : '0') };

/** Runs a Node command with its output shown, or kept in `kept` to be shown later; its exit code. */
function run(args, variables = {}, kept = null) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', kept ? 'pipe' : 'inherit', kept ? 'pipe' : 'inherit'], env: { ...environment, ...variables } });
    if (kept) for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => kept.push(part));
    child.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });
}

async function vitest(project, kept) {
  const file = join(results, `${project}.json`);
  const code = await run([binary('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {}, kept);
  return readResult(file, code, readVitest);
}

async function playwright() {
  const file = join(results, 'e2e.json');
  const code = await run([binary('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return readResult(file, code, readPlaywright);
}

let browser;
const first = {
  'a browser with a WebGPU adapter': async () => {
    browser = ensureBrowser();
    // Every later step finds the same one.
    environment.CHROMIUM_PATH = browser;
    const adapter = await describeAdapter(browser);
    console.log(adapter ? `  Its WebGPU adapter: ${adapter}.` : '  It gives no WebGPU adapter, so the kernels cannot be tested. Chromium 156 is known to have a software one; try a newer browser, or name another by CHROMIUM_PATH.');
    return asOne(adapter ? 0 : 1);
  },
};
/** Waits on one software adapter most of the time, so the steps that need none run beside it. Its output comes when it is over. */
const beside = {
  'kernels and goldens in the browser': (kept) => vitest('browser', kept),
};
const withoutBrowser = {
  types: async () => asOne(await run([binary('typescript/bin/tsc'), '--noEmit'])),
  lint: async () => asOne(await run([binary('oxlint/bin/oxlint')])),
  spelling: async () => asOne(await run([binary('cspell/bin.mjs'), '--no-progress', '--no-summary'])),
  [`build under ${subPathSite.basePath}`]: async () =>
    asOne(await run(['scripts/build.mjs', '--into', relative(root, subPathSite.directory)], { NEXT_PUBLIC_BASE_PATH: subPathSite.basePath })),
  build: async () => asOne(await run(['scripts/build.mjs'], { NEXT_PUBLIC_BASE_PATH: '' })),
  'unit tests': () => vitest('unit'),
};
const last = {
  'pages, live and recorded': () => playwright(),
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: [] };
const lines = [];
const begin = performance.now();

/** Takes steps one after another. `kept`: what they write, to be shown when they are over. */
async function take(steps, kept = null) {
  for (const [name, step] of Object.entries(steps)) {
    if (!kept) console.log(`\n== ${name}`);
    const start = performance.now();
    const result = await step(kept).catch((error) => {
      console.error(error.message);
      return asOne(1);
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (kept) process.stdout.write(Buffer.concat([Buffer.from(`\n== ${name}\n`), ...kept]));
    lines.push(`${result.failed ? 'FAIL' : 'ok  '} ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped.push(...result.skipped);
  }
}

await take(first);
if (browser) {
  await Promise.all([take(beside, []), take(withoutBrowser)]);
  await take(last);
}
lines.push(`all of it: ${((performance.now() - begin) / 1000).toFixed(1)} s`);

console.log(`\n${lines.join('\n')}`);
for (const name of total.skipped) console.log(`skipped: ${name}`);
console.log(`\n${closingLine(total)}`);
process.exit(total.failed ? 1 : 0);
