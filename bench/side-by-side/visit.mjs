import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments } from '../../scripts/browser.mjs';
import { peakResidentBytes } from '../../scripts/resident-bytes.mjs';
import { batchSeconds, batchTokens, burst, promptTokens, stagePatienceMs, warmUpGaps, warmUpTokens } from './limits.mjs';
import { nameOf } from './contestants.mjs';
import { pageOf } from './site.mjs';
import { decodeRates, median } from './statistics.mjs';

/**
 * One number of one visit.
 * @typedef {{ measure: string, unit: 'bytes' | 'ms' | 'tokens/s' | 'tokens', value: number }} Sample
 * @typedef {{ version: string | null, threads: number, adapter: string | null, samples: Sample[], written: string[] | null, cutBatches: number[], failures: string[], remarks: string[] }} Visited `written`: the
 *   continuation of the prompt, token by token, null where it did not come so far; `cutBatches`: those that the clock
 *   ended or that failed; `remarks`: what to know beside the figures
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
  const [cold] = context.pages();
  await stage(entry, visited, 'first visit', () => firstVisit(cold, entry, work, visited));
  if (visited.version !== null) await stage(entry, visited, 'one text', () => oneText(cold, entry, work, visited));
  // What failed once leaves nothing for the next stage to stand on.
  if (visited.written === null) return visited;
  await peakMemory(context, visited);
  for (const rows of work.batches) {
    const sound = await stage(entry, visited, `${rows} texts at once`, () => severalTexts(cold, entry, work, visited, rows));
    if (sound) continue;
    visited.cutBatches.push(rows);
    break;
  }
  const warm = await context.newPage();
  await cold.close();
  await stage(entry, visited, 'second visit', async () => {
    const { firstTokenMs } = await open(warm, entry, work);
    visited.samples.push({ measure: 'first-token-warm', unit: 'ms', value: firstTokenMs });
  });
  return visited;
}

/** Does a part of a visit; where it fails or does not end, says so in `failures`. @returns whether it went well */
async function stage(entry, { failures }, name, task) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`no end after ${stagePatienceMs / 1_000} s`)), stagePatienceMs)));
  const work = task();
  try {
    await Promise.race([work, late]);
    return true;
  } catch (thrown) {
    work.catch(() => undefined);
    failures.push(`${nameOf(entry)}: ${name}: ${thrown.message.split('\n')[0].replace(/^page\.evaluate: (Error: )?/, '')}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function firstVisit(page, entry, work, visited) {
  work.server.forget();
  const { firstTokenMs, version, threads, adapter } = await open(page, entry, work);
  const { model, other } = work.server.sent();
  Object.assign(visited, { version, threads, adapter });
  visited.samples.push(
    { measure: 'model-bytes', unit: 'bytes', value: model },
    { measure: 'other-bytes', unit: 'bytes', value: other },
    { measure: 'first-token-cold', unit: 'ms', value: firstTokenMs },
  );
}

async function open(page, { contestant, backend, precision, threads }, { server, prompts }) {
  const setup = { backend, precision, threads, prompt: prompts.prompt };
  await page.goto(`${server.origin}${pageOf(contestant)}?setup=${encodeURIComponent(JSON.stringify(setup))}`, { timeout: stagePatienceMs });
  return page.evaluate(() => globalThis.visit.first);
}

async function oneText(page, entry, { prompts, tokens, seconds }, visited) {
  const request = { prompt: prompts.prompt, others: prompts.others, warmUpTokens, tokens, seconds };
  const { tokens: told, atMs, firstMs } = await page.evaluate((asked) => globalThis.visit.single(asked), request);
  const written = told.map((token) => (typeof token === 'number' ? prompts.texts[token] : token));
  const isShort = written.length < tokens;
  const wasCut = isShort && (atMs.at(-1) ?? Infinity) >= 1_000 * seconds;
  if (wasCut) visited.remarks.push(`${nameOf(entry)}: the clock ended the text after ${written.length} tokens`);
  // What stopped before its limits came to an end token, which is not told and is a token that the reference has not.
  visited.written = isShort && !wasCut ? [...written, prompts.texts[prompts.prompt.ids[0]]] : written;
  visited.samples.push({ measure: 'prefill', unit: 'tokens/s', value: (1_000 * promptTokens) / median(firstMs) });
  const rates = decodeRates(atMs, warmUpGaps);
  if (!rates) return;
  visited.samples.push({ measure: 'decode', unit: 'tokens/s', value: rates.byMedian }, { measure: 'decode-mean', unit: 'tokens/s', value: rates.byMean });
  if (rates.byMedian > burst * rates.byMean) visited.remarks.push(`${nameOf(entry)}: tokens reached the page in bursts: neither decode rate of that round says much`);
}

async function peakMemory(context, { samples }) {
  const session = await context.browser().newBrowserCDPSession();
  samples.push({ measure: 'peak-memory', unit: 'bytes', value: await peakResidentBytes(session) });
}

async function severalTexts(page, entry, { prompts, tokens, seconds }, visited, rows) {
  const chosen = prompts.batch.slice(0, rows);
  const rest = prompts.batch.slice(rows);
  const warmUp = chosen.map((_, index) => rest[index % rest.length]);
  const request = { prompts: chosen, warmUp, tokens: Math.min(tokens, batchTokens), seconds: batchSeconds * seconds };
  const { tokens: written, ms } = await page.evaluate((asked) => globalThis.visit.batch(asked), request);
  visited.samples.push({ measure: `throughput-${rows}`, unit: 'tokens/s', value: (1_000 * written) / ms });
  if (ms < 1_000 * request.seconds) return;
  visited.cutBatches.push(rows);
  visited.remarks.push(`${nameOf(entry)}: the clock ended ${rows} texts at once after ${written} tokens; not tried in later rounds`);
}
