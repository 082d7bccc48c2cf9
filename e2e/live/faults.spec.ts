import { type FaultySite, serveFaulty } from '../fixtures/faulty-site';
import { expect, test as base } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';
import { watchWorkers } from '../fixtures/worker-watch';

const test = base.extend<{ site: FaultySite }>({
  site: async ({}, use) => {
    const site = await serveFaulty();
    await use(site);
    await site.close();
  },
  baseURL: async ({ site }, use) => use(site.url),
});

const lesson = '/learn/what-happens/?engine=cpu';
const recordedText = /Lily/;

async function expectRecovery(site: FaultySite, widget: Widget) {
  site.setFault('none');
  await widget.root.locator('[data-action="retry"]').click();
  await expect(widget.root.locator('.notice-error')).toHaveCount(0, { timeout: 60_000 });
  await widget.press('run');
  await widget.expectEngine('cpu');
  await widget.expectGeneratedBeyond(20);
}

test.describe('weights', () => {
  test.use({ allowedErrors: [/status of 404/, /ERR_/] });

  for (const [fault, words] of [
    ['missing', /not on the server/],
    ['truncated', /too short|truncated|ends|bytes/i],
    ['altered', /altered|changed|SHA-256|not the one/i],
  ] as const) {
    test(`that are ${fault}: said, with a remedy; the recording stays; trying again mends it`, async ({ page, widget, site }) => {
      site.setFault(fault);
      await page.goto(lesson);
      const figure = widget('next-token');
      const notice = figure.root.locator('.notice-error');
      await expect(notice).toContainText(words, { timeout: 60_000 });
      expect((await notice.locator('p').nth(1).innerText()).length, 'a remedy').toBeGreaterThan(10);
      expect(await figure.generatedText()).toMatch(recordedText);
      await expectRecovery(site, figure);
    });
  }

  test('cut in mid-download: the rest is fetched, from where it broke off', async ({ page, widget, site }) => {
    site.setFault({ cutAfterBytes: 3_000_000 });
    await page.goto(lesson);
    const figure = widget('next-token');
    await figure.settle();
    await figure.press('run');
    await figure.expectEngine('cpu');
    await figure.expectGeneratedBeyond(20);
    expect(site.ranges[0]).toBe('whole');
    expect(site.ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range)), site.ranges.join('; ')).toBe(true);
    expect(site.ranges.length).toBeGreaterThan(1);
  });

  test('kept from the first visit: the second fetches none', async ({ page, widget, site }) => {
    await page.goto(lesson);
    const figure = widget('next-token');
    await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
    const fetched = site.ranges.length;
    await page.reload();
    await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
    expect(site.ranges.length).toBe(fetched);
  });
});

/** Puts code before every script of the page's workers. */
async function stubInWorkers(page: import('@playwright/test').Page, code: string): Promise<void> {
  await page.context().route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `if (typeof WorkerGlobalScope !== 'undefined' && !globalThis.stubbed) { globalThis.stubbed = true; ${code} }\n${await response.text()}` });
  });
}

test('an adapter without a device: the CPU takes over, and says so', async ({ page, widget }) => {
  // In the browser without WebGPU there is not even an adapter, and the outcome is the same.
  await stubInWorkers(page, `if (typeof GPUAdapter !== 'undefined') GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('stubbed: no device'));`);
  await page.goto('/learn/what-happens/?engine=webgpu');
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine('cpu');
  await figure.expectGeneratedBeyond(60);
  await page.goto('/device/?engine=webgpu');
  await expect(page.locator('main')).toContainText(/no device|gave no device|device/i);
});

test('no WebGPU at all: the CPU writes', async ({ page, widget }) => {
  await stubInWorkers(page, `Object.defineProperty(navigator, 'gpu', { value: undefined });`);
  await page.goto('/learn/what-happens/?engine=webgpu');
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine('cpu');
  await figure.expectGeneratedBeyond(60);
});

test('the device is lost in mid-generation: the text is kept and finished', async ({ page, widget }, { project }) => {
  // On the CPU there is no device to lose: asked to lose one, the worker goes on.
  const workers = await watchWorkers(page);
  await page.goto(`/learn/what-happens/?engine=${project.name}`);
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  const before = await figure.expectGeneratedBeyond(15);
  await workers.loseDevice();
  await figure.expectStatus('done');
  expect(await figure.generatedText()).toContain(before);
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', '120');
});

test('the worker is killed in mid-generation: another one finishes the text', async ({ page, widget }, { project }) => {
  const workers = await watchWorkers(page);
  await page.goto(`/learn/what-happens/?engine=${project.name}`);
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  const before = await figure.expectGeneratedBeyond(3);
  const begun = await workers.count();
  await workers.kill();
  await figure.expectStatus('done');
  const after = await figure.generatedText();
  expect(after.startsWith(before)).toBe(true);

  // Who asks next gets a new worker, and by the same seed the same text.
  await figure.press('run');
  await figure.expectStatus('running', 'loading');
  await figure.expectStatus('done');
  expect(await workers.count()).toBeGreaterThan(begun);
  expect(await figure.generatedText()).toBe(after);
});

test('the page is left in mid-generation: nothing keeps running', async ({ page, widget }, { project }) => {
  const workers = await watchWorkers(page);
  await page.goto(`/learn/what-happens/?engine=${project.name}`);
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectGeneratedBeyond(3);
  await page.locator('header a[href="/glossary/"]').click();
  await expect(page).toHaveURL(/glossary/);
  await expect.poll(() => workers.pending()).toBe(0);
  const tokens = await workers.tokens();
  await page.waitForTimeout(1500);
  expect(await workers.tokens()).toBe(tokens);
});

test('Save-Data: the weights wait for a tap, which says their size', async ({ page, widget, site }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto(lesson);
  const figure = widget('next-token');
  const allow = figure.root.locator('[data-action="allow-download"]');
  await expect(allow).toContainText(/\d\.\d MB/, { timeout: 30_000 });
  expect(await figure.generatedText()).toMatch(recordedText);
  expect(site.ranges).toEqual([]);
  await allow.click();
  await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
  await figure.press('run');
  await figure.expectEngine('cpu');
  expect(site.ranges.length).toBeGreaterThan(0);
});
