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

/** Runs a Node command with its output shown; its exit code. */
function run(args, variables = {}) {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...environment, ...variables } })
      .on('error', reject)
      .on('exit', (code) => resolve(code ?? 1));
  });
}

async function vitest(project) {
  const file = join(results, `${project}.json`);
  const code = await run([binary('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return readResult(file, code, readVitest);
}

async function playwright() {
  const file = join(results, 'e2e.json');
  const code = await run([binary('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return readResult(file, code, readPlaywright);
}

let browser;
const steps = {
  'a browser with a WebGPU adapter': async () => {
    browser = ensureBrowser();
    // Every later step finds the same one.
    environment.CHROMIUM_PATH = browser;
    const adapter = await describeAdapter(browser);
    console.log(adapter ? `  Its WebGPU adapter: ${adapter}.` : '  It gives no WebGPU adapter, so the kernels cannot be tested. Chromium 156 is known to have a software one; try a newer browser, or name another by CHROMIUM_PATH.');
    return asOne(adapter ? 0 : 1);
  },
  types: async () => asOne(await run([binary('typescript/bin/tsc'), '--noEmit'])),
  lint: async () => asOne(await run([binary('oxlint/bin/oxlint')])),
  spelling: async () => asOne(await run([binary('cspell/bin.mjs'), '--no-progress', '--no-summary'])),
  'unit tests': () => vitest('unit'),
  'kernels and goldens in the browser': () => vitest('browser'),
  [`build under ${subPathSite.basePath}`]: async () =>
    asOne(await run(['scripts/build.mjs', '--into', relative(root, subPathSite.directory)], { NEXT_PUBLIC_BASE_PATH: subPathSite.basePath })),
  build: async () => asOne(await run(['scripts/build.mjs'], { NEXT_PUBLIC_BASE_PATH: '' })),
  'pages, live and recorded': () => playwright(),
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: [] };
const lines = [];
for (const [name, step] of Object.entries(steps)) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const result = await step().catch((error) => {
    console.error(error.message);
    return asOne(1);
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  lines.push(`${result.failed ? 'FAIL' : 'ok  '} ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped.push(...result.skipped);
  if (!browser) break;
}

console.log(`\n${lines.join('\n')}`);
for (const name of total.skipped) console.log(`skipped: ${name}`);
console.log(`\n${closingLine(total)}`);
process.exit(total.failed ? 1 : 0);
