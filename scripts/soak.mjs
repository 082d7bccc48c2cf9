/**
 * `npm run soak`: 1,000 generations of 32 tokens in one tab of a headless browser, through the site's own worker, precisions taking
 * turns. Prints what the tab holds as it goes, and exits 1 where memory or GPU buffers are not level, or anything was warned of.
 *
 *   -- --generations N --tokens N --engine webgpu|cpu
 */
import { parseArgs } from 'node:util';
import { ensureBrowser } from './ensure-browser.mjs';
import { withHousePage } from './house-page.mjs';
import { residentBytes } from './resident-bytes.mjs';
import { notLevel } from './soak/verdict.mjs';

const readings = 40;

function readOptions() {
  const { values } = parseArgs({ options: { generations: { type: 'string', default: '1000' }, tokens: { type: 'string', default: '32' }, engine: { type: 'string', default: 'webgpu' } } });
  const [generations, tokens] = [Number(values.generations), Number(values.tokens)];
  if (!Number.isSafeInteger(generations) || generations < 8 || !Number.isSafeInteger(tokens) || tokens < 1) throw new Error('Give whole numbers: --generations (8 or more) and --tokens.');
  if (values.engine !== 'webgpu' && values.engine !== 'cpu') throw new Error(`There is no engine ${values.engine}: choose webgpu or cpu.`);
  const readEvery = Math.max(Math.floor(generations / readings), 1);
  return { model: 'pocket-5m', order: values.engine, generations, tokens, readEvery, switchEvery: Math.max(Math.floor(generations / readings), 1) };
}

async function heapBytes(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

async function main() {
  const options = readOptions();
  const begin = performance.now();
  const warnings = [];
  const held = [];
  await withHousePage(ensureBrowser((line) => console.log(line)), async (page, open, browser) => {
    page.on('console', (message) => {
      if (message.type() === 'warning' || message.type() === 'error') warnings.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => warnings.push(`error: ${error.message}`));
    const pageSession = await page.context().newCDPSession(page);
    await pageSession.send('Performance.enable');
    const browserSession = await browser.newBrowserCDPSession();
    await page.exposeFunction('onReading', async (reading) => {
      const full = { ...reading, heapBytes: await heapBytes(pageSession), residentBytes: await residentBytes(browserSession) };
      held.push(full);
      console.log(`${String(full.generation).padStart(6)}  ${full.precision}  ${full.buffers} GPU buffers, ${megabytes(full.bytes)}; page heap ${megabytes(full.heapBytes)}; processes ${megabytes(full.residentBytes)}`);
    });
    await open();
    const { backend, device } = await page.evaluate(async (asked) => {
      const { soak } = await import('/scripts/soak/page.ts');
      return soak(asked, window.onReading);
    }, options);
    console.log(`${options.generations} generations of ${options.tokens} tokens on ${device} (${backend}) in ${((performance.now() - begin) / 60_000).toFixed(1)} minutes.`);
    if (backend !== options.order) warnings.push(`It ran on ${backend}, and ${options.order} was asked for.`);
  });
  const complaints = [...warnings.map((warning) => `Warned of: ${warning}`), ...notLevel(held)];
  for (const complaint of complaints) console.log(complaint);
  console.log(complaints.length === 0 ? 'Level, and nothing was warned of.' : 'Not level.');
  if (complaints.length > 0) process.exitCode = 1;
}

await main().catch((thrown) => {
  console.error(thrown.message);
  process.exitCode = 1;
});
