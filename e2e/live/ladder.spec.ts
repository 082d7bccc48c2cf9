import { expect, test } from '../fixtures/test';
import type { WidgetEngine } from '../fixtures/widget';

/** The adapter this project's browser gives, as the ladder would see it. */
async function adapterOf(page: import('@playwright/test').Page): Promise<'none' | 'software' | 'hardware'> {
  return page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return 'none';
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${vendor} ${architecture} ${description}`) ? 'software' : 'hardware';
  });
}

test('this project’s browser is what it says', async ({ page }, { project }) => {
  await page.goto('/glossary/');
  const adapter = await adapterOf(page);
  if (project.name === 'cpu') expect(adapter).toBe('none');
  else expect(adapter).not.toBe('none');
});

for (const { path, name } of [
  { path: '/', name: 'home-writer' },
  { path: '/learn/what-happens/', name: 'next-token' },
]) {
  for (const order of ['', '?engine=webgpu', '?engine=cpu'] as const) {
    test(`${path}${order} writes live`, async ({ page, widget }, { project }) => {
      await page.goto(`${path}${order}`);
      const adapter = await adapterOf(page);
      const expected: WidgetEngine = adapter === 'none' || order === '?engine=cpu' || (order === '' && adapter === 'software') ? 'cpu' : 'webgpu';
      const writer = widget(name);
      await writer.settle();
      await writer.press('run');
      // Where WebGPU is ordered and there is none, the ladder goes down to the CPU and the page says so.
      await writer.expectEngine(expected);
      const text = await writer.expectGeneratedBeyond(60);
      expect(text).toMatch(/[a-z]+ [a-z]+/i);
      expect(project.name === 'cpu' && expected === 'webgpu').toBe(false);
    });
  }
}

test('?engine=recorded starts nothing and downloads no weights', { tag: '@any-engine' }, async ({ page, widget }) => {
  const weights: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().endsWith('.safetensors')) weights.push(request.url());
  });
  await page.goto('/learn/what-happens/?engine=recorded', { waitUntil: 'networkidle' });
  const writer = widget('next-token');
  await writer.expectStatus('idle', 'done');
  await writer.expectEngine('recorded');
  expect((await writer.generatedText()).length).toBeGreaterThan(20);
  expect(page.workers()).toHaveLength(0);
  expect(weights).toEqual([]);

  // The order outlives the address, and the page says so, with the way out.
  await page.locator('header a[href="/"]').first().click();
  await expect(page).not.toHaveURL(/engine=/);
  const home = widget('home-writer');
  await expect(home.root.locator('.engine-load')).toContainText('This visit began with an address that asks for recordings only');
  await home.root.locator('.engine-load a').click();
  await expect(home.root.locator('.engine-load')).not.toContainText('recordings only');
  await expect(home.root).toHaveAttribute('data-engine', /^(cpu|webgpu)$/, { timeout: 90_000 });
});
