/**
 * `npm run lighthouse`: every lesson as Lighthouse's mobile preset loads it (a mid-range phone on a slow network), three times each, in the same
 * browser as the tests. Prints the medians, and ends with an error where one is below what the site asks of itself (scripts/lighthouse/verdict.mjs).
 * It wants a quiet machine, so it is no part of `npm test`. The site is built if there is no export, or if it is older than its sources.
 *
 *   -- / /lab/               these pages instead
 *   -- --runs 1              fewer times
 */
import { parseArgs } from 'node:util';
import { browserArguments } from './browser.mjs';
import { build, exportDirectory, isFresh } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { ensureLighthouse } from './ensure-lighthouse.mjs';
import { houseModules } from './house-modules.mjs';
import { complaints, heading, medians, row } from './lighthouse/verdict.mjs';
import { serve } from './serve.mjs';

/** Address of every published lesson. */
async function lessonPaths() {
  const { load, close } = await houseModules();
  const { curriculum } = await load('content/curriculum.ts');
  await close();
  return curriculum.filter(({ published }) => published).map(({ slug }) => `/learn/${slug}/`);
}

/** One load, in a browser of its own, so that nothing is cached. @returns {Promise<import('./lighthouse/verdict.mjs').Scores>} */
async function loadOnce({ lighthouse, launch }, url, chromePath) {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', ...browserArguments], logLevel: 'error' });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: ['performance', 'accessibility', 'best-practices'], output: 'json', logLevel: 'error' });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    const score = (category) => Math.round(lhr.categories[category].score * 100);
    return { performance: score('performance'), accessibility: score('accessibility'), bestPractices: score('best-practices'), layoutShift: lhr.audits['cumulative-layout-shift'].numericValue };
  } finally {
    chrome.kill();
  }
}

const { values, positionals } = parseArgs({ options: { runs: { type: 'string', default: '3' } }, allowPositionals: true });
const runs = Number(values.runs);
if (!Number.isSafeInteger(runs) || runs < 1) throw new Error('Give a whole number of runs: --runs 3');
const paths = positionals.length > 0 ? positionals : await lessonPaths();
const tool = await ensureLighthouse();
const browser = ensureBrowser();
if (!isFresh()) await build();
const site = await serve({ directory: exportDirectory, port: 0, host: 'localhost' });
const faults = [];
console.log(`\n${heading}`);
try {
  for (const path of paths) {
    const loads = [];
    for (let run = 0; run < runs; run++) loads.push(await loadOnce(tool, new URL(path, site.url).href, browser));
    const scores = medians(loads);
    console.log(row(path, scores));
    faults.push(...complaints(path, scores));
  }
} finally {
  await site.close();
}
for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
