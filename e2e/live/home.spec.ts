import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('it writes at once, recorded; the live model goes on in the same story', async ({ page, widget }) => {
  await page.goto('/');
  const writer = widget('home-writer');
  await writer.expectStatus('running');
  const early = await writer.expectGeneratedBeyond(10);
  await expect.poll(() => writer.root.getAttribute('data-engine'), { timeout: 60_000 }).toMatch(/^(cpu|webgpu)$/);
  const later = await writer.expectGeneratedBeyond(early.length + 150);
  expect(later.startsWith(early)).toBe(true);
  await expect(writer.root.locator('[data-live-from]')).toHaveCount(1);
});

test('pause stops it, step writes one token, continue goes on', async ({ page, widget }, { project }) => {
  await page.goto(`/?engine=${project.name}`);
  const writer = widget('home-writer');
  await writer.expectEngine(project.name as 'webgpu' | 'cpu');
  await writer.expectGeneratedBeyond(20);
  await writer.press('pause');
  await writer.expectStatus('idle');
  const text = await writer.generatedText();
  await page.waitForTimeout(600);
  expect(await writer.generatedText()).toBe(text);
  await writer.press('step');
  await expect.poll(() => writer.generatedText()).not.toBe(text);
  expect((await writer.generatedText()).startsWith(text)).toBe(true);
  await writer.press('play');
  await writer.expectGeneratedBeyond(text.length + 60);
});

test('a seed in the address gives the same story everywhere', async ({ page, browser, baseURL }, { project }) => {
  const story = async (writer: Widget) => {
    await writer.page.goto(`/?engine=${project.name}&seed=7`);
    await writer.settle();
    await writer.press('run');
    await expect(writer.root.locator('.story-prompt')).toContainText('bear');
    const text = await writer.expectGeneratedBeyond(80);
    return text.slice(0, 80);
  };
  const context = await browser.newContext({ baseURL });
  const other = new Widget(await context.newPage(), 'home-writer');
  expect(await story(other)).toBe(await story(new Widget(page, 'home-writer')));
  await context.close();
});

test('the live model takes over also by the recording’s own seed', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
  await page.goto(`/?engine=${project.name}&seed=13`);
  const writer = widget('home-writer');
  await writer.expectEngine(project.name as 'webgpu' | 'cpu');
  await writer.expectGeneratedBeyond(100);
});

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' });

  test('nothing writes by itself; the recorded story stands there, and a button runs it live', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
    await page.goto(`/?engine=${project.name}`);
    const writer = widget('home-writer');
    await writer.expectStatus('done');
    await writer.expectEngine('recorded');
    const text = await writer.generatedText();
    await expect(writer.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
    await page.waitForTimeout(4000);
    expect(await writer.generatedText()).toBe(text);
    await writer.press('run');
    await writer.expectEngine(project.name as 'webgpu' | 'cpu');
    await writer.expectGeneratedBeyond(20);
  });
});
