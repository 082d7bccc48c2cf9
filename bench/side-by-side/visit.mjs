import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments } from '../../scripts/browser.mjs';
import { peakResidentBytes } from '../../scripts/resident-bytes.mjs';
import { batchSeconds, batchTokens, promptTokens, stagePatienceMs, warmUpGaps, warmUpTokens } from './limits.mjs';
import { nameOf } from './contestants.mjs';
import { pageOf } from './site.mjs';
import { decodeRates, median } from './statistics.mjs';

/**
 * One number of one visit.
 * @typedef {{ measure: string, unit: 'bytes' | 'ms' | 'tokens/s' | 'tokens', value: number }} Sample
 * @typedef {{ version: string | null, threads: number, adapter: string | null, samples: Sample[], written: string[] | null, cutBatches: number[], failures: string[], remarks: string[] }} Visited `written`: the
 *   continuation of the prompt, token by token, null where it did not come so far; `cutBatches`: those that the clock
 *   ended, and `remarks` say so in words
 */

/**
 * Visits the page of one entry twice, with a browser that has never been there: loading and writing, and loading once more.
 * @param {import('./contestants.mjs').Entry} entry
 * @param {{ executablePath: string, server: Awaited<ReturnType<typeof import('./server.mjs').serveCounting>>, prompts: import('./prompts.mjs').Prompts, tokens: number, seconds: number, batches: readonly number[] }} work
 *   `seconds`: for each stage that writes; `batches`: texts at once
 * @returns {Promise<Visited>}
 */
export function visit(entry, work) {
  return withNewBrowser(work.executablePath, (context) => visitTwice(entry, work, context));
}

/** What the browser itself holds with a page that has nothing in it, and its version. */
export function visitEmptyPage({ executablePath, server }) {
  return withNewBrowser(executablePath, async (context) => {
    await context.pages()[0].goto(`${server.origin}/`);
    const browser = context.browser();
    return { peakBytes: await peakResidentBytes(await browser.newBrowserCDPSession()), browser: `Chromium ${browser.version()}` };
  });
}

/** A browser that has never been anywhere, with its caches on the disk as a reader's are. */
async function withNewBrowser(executablePath, task) {
  const profile = mkdtempSync(join(tmpdir(), 'forward-pass-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: browserArguments });
  try {
    return await task(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function visitTwice(entry, work, context) {
  const visited = { version: null, threads: entry.threads ?? 1, adapter: null, samples: [], written: null, cutBatches: [], failures: [], remarks: [] };
  const stage = async (name, task) => {
    // What failed once leaves nothing for the next stage to stand on.
    if (visited.failures.length > 0) return;
    try {
      visited.samples.push(...(await inTime(task())));
    } catch (thrown) {
      visited.failures.push(`${nameOf(entry)}: ${name}: ${thrown.message.split('\n')[0].replace(/^page\.evaluate: (Error: )?/, '')}`);
    }
  };
  const [cold] = context.pages();
  await stage('first visit', async () => {
    work.server.forget();
    const { firstTokenMs, version, threads, adapter } = await open(cold, entry, work);
    Object.assign(visited, { version, threads, adapter });
    const { model, other } = work.server.sent();
    return [
      { measure: 'model-bytes', unit: 'bytes', value: model },
      { measure: 'other-bytes', unit: 'bytes', value: other },
      { measure: 'first-token-cold', unit: 'ms', value: firstTokenMs },
    ];
  });
  await stage('one text', async () => {
    const result = await single(cold, work);
    visited.written = result.written;
    if (result.wasCut) visited.remarks.push(`${nameOf(entry)}: the clock ended the text after ${result.written.length} tokens`);
    const session = await context.browser().newBrowserCDPSession();
    return [...result.samples, { measure: 'peak-memory', unit: 'bytes', value: await peakResidentBytes(session) }];
  });
  for (const rows of work.batches) await stage(`${rows} texts at once`, async () => {
    const result = await batch(cold, work, rows);
    if (result.wasCut) {
      visited.cutBatches.push(rows);
      visited.remarks.push(`${nameOf(entry)}: the clock ended ${rows} texts at once after ${result.written} tokens; not tried in later rounds`);
    }
    return result.samples;
  });
  // The second visit stands on the first page's downloads alone, whatever became of its batches.
  if (visited.written) {
    const before = visited.failures.splice(0);
    const warm = await context.newPage();
    await cold.close();
    await stage('second visit', async () => [{ measure: 'first-token-warm', unit: 'ms', value: (await open(warm, entry, work)).firstTokenMs }]);
    visited.failures.unshift(...before);
  }
  return visited;
}

/** @throws after `stagePatienceMs` */
async function inTime(task) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`no end after ${stagePatienceMs / 1_000} s`)), stagePatienceMs)));
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
    task.catch(() => undefined);
  }
}

async function open(page, { contestant, backend, precision, threads }, { server, prompts }) {
  const setup = { backend, precision, threads, prompt: prompts.prompt };
  await page.goto(`${server.origin}${pageOf(contestant)}?setup=${encodeURIComponent(JSON.stringify(setup))}`, { timeout: stagePatienceMs });
  return page.evaluate(() => globalThis.visit.first);
}

async function single(page, { prompts, tokens, seconds }) {
  const request = { prompt: prompts.prompt, others: prompts.others, warmUpTokens, tokens, seconds };
  const { tokens: written, atMs, firstMs } = await page.evaluate((asked) => globalThis.visit.single(asked), request);
  const rates = decodeRates(atMs, warmUpGaps);
  const texts = written.map((token) => (typeof token === 'number' ? prompts.texts[token] : token));
  // What stopped before its limits came to an end token, which is not told and is a token that the reference has not.
  const wasCut = texts.length < tokens && (atMs.at(-1) ?? Infinity) >= 1_000 * seconds;
  return {
    wasCut,
    written: texts.length < tokens && !wasCut ? [...texts, prompts.texts[prompts.prompt.ids[0]]] : texts,
    samples: [
      { measure: 'prefill', unit: 'tokens/s', value: (1_000 * promptTokens) / median(firstMs) },
      ...(rates ? [{ measure: 'decode', unit: 'tokens/s', value: rates.byMedian }, { measure: 'decode-mean', unit: 'tokens/s', value: rates.byMean }] : []),
    ],
  };
}

async function batch(page, { prompts, tokens, seconds }, rows) {
  const chosen = prompts.batch.slice(0, rows);
  const rest = prompts.batch.slice(rows);
  const warmUp = chosen.map((_, index) => rest[index % rest.length]);
  const request = { prompts: chosen, warmUp, tokens: Math.min(tokens, batchTokens), seconds: batchSeconds * seconds };
  const { tokens: written, ms } = await page.evaluate((asked) => globalThis.visit.batch(asked), request);
  const samples = [{ measure: `throughput-${rows}`, unit: 'tokens/s', value: (1_000 * written) / ms }];
  return { written, samples, wasCut: ms >= 1_000 * request.seconds };
}
