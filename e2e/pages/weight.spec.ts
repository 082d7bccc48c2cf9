import { collectScriptsAndStyles, totalBytes } from '../fixtures/transfer';
import { expect, test } from '../fixtures/test';

const kilobyte = 1000;
const lesson = '/learn/what-happens/';
const inKilobytes = (bytes: number): string => `${(bytes / kilobyte).toFixed(1)} KB`;

/** The lesson read to its end with the engine named: every widget in view, and the worker started where there is one. */
async function visit(browser: import('@playwright/test').Browser, baseURL: string, engine: 'recorded' | 'webgpu') {
  const context = await browser.newContext({ baseURL });
  const transfers = collectScriptsAndStyles(context);
  const page = await context.newPage();
  await page.goto(`${lesson}?engine=${engine}`, { waitUntil: 'networkidle' });
  for (const widget of await page.locator('[data-widget]').all()) await widget.scrollIntoViewIfNeeded();
  if (engine !== 'recorded') {
    const widget = page.locator('[data-widget="next-token"]');
    await widget.locator('[data-action="run"]').click();
    await expect(widget).toHaveAttribute('data-engine', engine, { timeout: 90_000 });
  }
  await page.waitForLoadState('networkidle');
  const result = await transfers();
  await context.close();
  return result;
}

test('a first visit to the lesson stays light: 250 KB of script and style, the engine at most 60 KB of it', async ({ browser, baseURL }) => {
  const recorded = await visit(browser, baseURL!, 'recorded');
  const live = await visit(browser, baseURL!, 'webgpu');
  const before = new Set(recorded.map(({ path }) => path));
  const engine = live.filter(({ path }) => !before.has(path));
  const report = live.map(({ path, bytes }) => `${inKilobytes(bytes).padStart(9)}  ${before.has(path) ? '' : 'engine  '}${path}`).join('\n');
  console.log(`${lesson}: ${inKilobytes(totalBytes(live))} of script and style, of which the engine ${inKilobytes(totalBytes(engine))}\n${report}`);
  expect(engine.length, 'the engine comes only when it is asked for').toBeGreaterThan(0);
  expect(totalBytes(engine), report).toBeLessThanOrEqual(60 * kilobyte);
  expect(totalBytes(live), report).toBeLessThanOrEqual(250 * kilobyte);
});

test('model files come as they are, with ranges', async ({ request }) => {
  const manifest = (await (await request.get('/models/pocket-5m/manifest.json')).json()) as Record<string, { bytes: number }>;
  for (const [name, { bytes }] of Object.entries(manifest)) {
    const answer = await request.fetch(`/models/pocket-5m/${name}`, { method: 'HEAD' });
    expect(answer.headers()['content-length'], name).toBe(String(bytes));
    expect(answer.headers()['content-encoding'], name).toBeUndefined();
    expect(answer.headers()['accept-ranges'], name).toBe('bytes');
  }
  const part = await request.get('/models/pocket-5m/model.safetensors', { headers: { range: 'bytes=1000-1999' } });
  expect(part.status()).toBe(206);
  expect((await part.body()).length).toBe(1000);
});
