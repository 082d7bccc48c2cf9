import { collectScriptsAndStyles, totalBytes } from '../fixtures/transfer';
import { expect, test } from '../fixtures/test';
import { comeNear, Widget } from '../fixtures/widget';

const kilobyte = 1000;
const lesson = '/learn/what-happens/';
const inKilobytes = (bytes: number): string => `${(bytes / kilobyte).toFixed(1)} KB`;

/** The first live figure, which looks inside the pass as well; and the first that only writes. */
type Live = 'forward-pass' | 'next-token';

/** Scripts and styles of a visit that only reads; that goes as far as a live figure and runs it there, or with recordings only shows it; and that goes on to the lesson's end. */
async function visit(browser: import('@playwright/test').Browser, baseURL: string, engine: 'recorded' | 'webgpu', live: Live = 'forward-pass') {
  const context = await browser.newContext({ baseURL });
  const transfers = collectScriptsAndStyles(context);
  const page = await context.newPage();
  await page.goto(`${lesson}?engine=${engine}`, { waitUntil: 'networkidle' });
  const read = await transfers();
  const figure = new Widget(page, live);
  await figure.settle();
  if (engine !== 'recorded') {
    await figure.press('run');
    await figure.expectEngine(engine);
    await figure.expectStatus(...(live === 'next-token' ? (['running', 'done'] as const) : (['done'] as const)));
  }
  await page.waitForLoadState('networkidle');
  const first = await transfers();
  for (const widget of await page.locator('[data-widget]').all()) {
    await comeNear(widget);
    await expect(widget).not.toHaveAttribute('data-status', 'loading', { timeout: 90_000 });
  }
  await page.waitForLoadState('networkidle');
  const whole = await transfers();
  await context.close();
  return { read, first, whole };
}

test('a first visit to the lesson stays light: 200 KB of script and style to read it, 250 KB until its first figure has run, the engine that writes 60 KB', async ({ browser, baseURL }) => {
  const recorded = await visit(browser, baseURL!, 'recorded');
  const live = await visit(browser, baseURL!, 'webgpu');
  const before = new Set(recorded.whole.map(({ path }) => path));
  const first = new Set(live.first.map(({ path }) => path));
  const writing = await visit(browser, baseURL!, 'webgpu', 'next-token');
  const engine = writing.first.filter(({ path }) => !before.has(path));
  const report = live.whole.map(({ path, bytes }) => `${inKilobytes(bytes).padStart(9)}  ${before.has(path) ? '' : 'engine  '}${first.has(path) ? '' : 'later  '}${path}`).join('\n');
  console.log(`${lesson}: ${inKilobytes(totalBytes(live.read))} of script and style to read it; ${inKilobytes(totalBytes(live.first))} until its first figure has run; the engine that writes ${inKilobytes(totalBytes(engine))}; ${inKilobytes(totalBytes(live.whole))} to its end\n${report}`);
  expect(engine.length, 'the engine comes only when it is asked for').toBeGreaterThan(0);
  expect(live.whole.length, 'figures further down come later').toBeGreaterThan(live.first.length);
  expect(totalBytes(engine), report).toBeLessThanOrEqual(60 * kilobyte);
  expect(totalBytes(live.read), report).toBeLessThanOrEqual(200 * kilobyte);
  expect(totalBytes(live.first), report).toBeLessThanOrEqual(250 * kilobyte);
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
