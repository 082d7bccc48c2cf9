import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';
import { watchWorkers } from '../fixtures/worker-watch';

/** Shows tokens as fast as they come: for runs that are waited for. */
async function atFullPace(figure: Widget): Promise<void> {
  await figure.root.locator('details.settings > summary').click();
  await figure.root.getByLabel('as fast as it can').check();
}

/** Puts code before every script of the page's workers. */
async function stubInWorkers(page: Page, code: string): Promise<void> {
  await page.context().route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `if (typeof WorkerGlobalScope !== 'undefined' && !globalThis.stubbed) { globalThis.stubbed = true; ${code} }\n${await response.text()}` });
  });
}

test('an adapter without a device: the CPU takes over, and says so', async ({ page, widget }, { project }) => {
  // In the browser without WebGPU there is not even an adapter, and the outcome is the same.
  await stubInWorkers(page, `if (typeof GPUAdapter !== 'undefined') GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('stubbed: no device'));`);
  await page.goto('/learn/what-happens/?engine=webgpu');
  const figure = widget('next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine('cpu');
  await figure.expectGeneratedBeyond(60);
  await page.goto('/device/?engine=webgpu');
  await expect(page.locator('main')).toContainText(project.name === 'webgpu' ? 'There is a graphics adapter, but it gave no device' : /no graphics adapter|has no WebGPU/);
});

// The browser without it has nothing to take away: ladder.spec.ts orders WebGPU there.
test('no WebGPU at all: the CPU writes', { tag: '@with-webgpu' }, async ({ page, widget }) => {
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
  await atFullPace(figure);
  await figure.press('run');
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  const before = await figure.expectGeneratedBeyond(15);
  await workers.loseDevice();
  await figure.expectStatus('done');
  expect(await figure.generatedText()).toContain(before);
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', '120');
});

test('the worker is killed in mid-generation: another one finishes the text', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
  const workers = await watchWorkers(page);
  await page.goto(`/learn/what-happens/?engine=${project.name}`);
  const figure = widget('next-token');
  await figure.settle();
  await atFullPace(figure);
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
  await expect.poll(() => workers.count(), { timeout: 90_000 }).toBeGreaterThan(begun);
  await figure.expectStatus('done');
  expect(await figure.generatedText()).toBe(after);
});

test('the page is left in mid-generation: nothing keeps running', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
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
