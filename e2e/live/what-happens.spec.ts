import type { Page } from '@playwright/test';
import { expect, tabTo, test } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';

const lesson = '/learn/what-happens/';
type Live = 'webgpu' | 'cpu';

const control = (figure: Widget, name: string) => figure.root.locator(`[data-control="${name}"]`);
const headOf = (figure: Widget, what: 'layer' | 'head') => figure.root.locator('.attention-side select').nth(what === 'layer' ? 0 : 1);
const isDone = (page: Page, task: string) => expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-done', 'true');

test.describe('the forward pass', () => {
  test('runs the reader’s text live, and times every stage of it here', async ({ page, widget }, { project }) => {
    await page.goto(`${lesson}?engine=${project.name}`);
    const figure = widget('forward-pass');
    await figure.settle();
    await figure.expectEngine('recorded');
    expect(await figure.valueOf('pass-ms')).toBeGreaterThan(0);
    const recorded = await figure.valueOf('pass-flops');

    await control(figure, 'prompt').fill('Tom gave his red ball to Lily because she was sad');
    await figure.press('run');
    await figure.expectEngine(project.name as Live);
    await figure.expectStatus('done');
    await expect(figure.root.locator('[data-stage="tokens"]')).toContainText('Lily');
    // Arithmetic is counted from the shapes: more tokens, more of it.
    await expect.poll(() => figure.valueOf('pass-flops')).toBeGreaterThan(recorded);
    await expect(figure.measure('part-ms', 'layer 1')).toHaveAttribute('data-provenance', 'derived');

    await figure.root.getByLabel('a layer from inside').check();
    await expect(figure.measure('stage-ms')).toHaveCount(17);
    await expect(figure.measure('stage-ms', 'layer 1 / attention / mix')).toHaveAttribute('data-provenance', 'measured');
    const times = await figure.measure('stage-ms').evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('data-value'))));
    expect(times.every((ms) => Number.isFinite(ms) && ms >= 0)).toBe(true);
    await figure.root.locator('[data-stage="layer 1 / feed-forward / down"]').click();
    const tokens = (await figure.valueOf('stage-flops', 'layer 1 / feed-forward / down')) / (2 * 704 * 256);
    expect(Number.isInteger(tokens)).toBe(true);
    expect(await figure.valueOf('stage-bytes', 'layer 1 / feed-forward / down')).toBeGreaterThan(704 * 256 * 2);
    await expect(figure.root.locator('.panel')).toContainText(`(${tokens}, 704) → (${tokens}, 256)`);

    await expect(figure.measure('attention-share')).toHaveAttribute('data-provenance', 'measured');
  });

  test('is stepped through and looked into as a recording, and ticks its tasks @any-engine', async ({ page, widget, expectAccessible }) => {
    await page.goto(`${lesson}?engine=recorded`);
    const figure = widget('forward-pass');
    await figure.expectStatus('done');
    await figure.expectEngine('recorded');
    for (const pressed of ['embedding', 'layer 1', 'layer 2']) {
      await figure.press('step');
      await expect(figure.root.locator(`[data-stage="${pressed}"]`)).toHaveAttribute('aria-pressed', 'true');
    }
    await figure.press('rewind');
    await expect(figure.root.locator('[data-stage="tokens"]')).toHaveAttribute('aria-pressed', 'true');

    await figure.root.getByLabel('a layer from inside').check();
    for (let step = 1; step < 17; step++) await figure.press('step');
    await expect(figure.root.locator('[data-stage="layer 1 / feed-forward / add"]')).toHaveAttribute('aria-pressed', 'true');
    await isDone(page, 'forward-pass-stepped');

    await figure.root.locator('details.kernel > summary').click();
    await expect(figure.root.locator('[data-kernel="add"] pre').first()).toContainText('fn main');
    await figure.root.locator('[data-stage="layer 1 / attention / mix"]').click();
    await expect(figure.root.locator('[data-kernel="attention"] pre').last()).toContainText('reference({ query, keys, values, rows, output }');

    // The head of the start looks mostly at the token before; a word that does, to another word.
    await headOf(figure, 'layer').selectOption('3');
    const [row, column] = await figure.root.locator('.heatmap-cell').evaluateAll((cells) => {
      const strong = cells.find((cell) => {
        const { row: from, column: at } = (cell as HTMLElement).dataset;
        return Number((cell as HTMLElement).style.getPropertyValue('--share')) > 0.5 && at !== '0' && at !== from;
      });
      return [strong?.getAttribute('data-row'), strong?.getAttribute('data-column')];
    });
    await figure.root.locator(`.heatmap-cell[data-row="${row}"][data-column="${column}"]`).click();
    expect(await figure.valueOf('attention-share', 'layer-4-head-5')).toBeGreaterThan(0.5);
    await isDone(page, 'forward-pass-attention');
    await expectAccessible();
  });

  test('by keyboard alone: a stage is chosen, and the map is walked @any-engine', async ({ page, widget }) => {
    await page.goto(`${lesson}?engine=recorded`);
    const figure = widget('forward-pass');
    await figure.expectStatus('done');
    await figure.action('step').focus();
    await page.keyboard.press('Enter');
    await tabTo(page, '[data-widget="forward-pass"] [data-stage="layer 2"]', 12);
    await page.keyboard.press('Enter');
    await expect(figure.root.locator('.panel-title')).toHaveText('Layer 2 of 6');
    await figure.root.locator('.heatmap-grid').focus();
    const before = await figure.root.locator('.attention-words').innerText();
    await page.keyboard.press('ArrowLeft');
    await expect(figure.root.locator('.attention-words')).not.toHaveText(before);
    await page.keyboard.press('ArrowUp');
    const value = await figure.valueOf('attention-share');
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  });

  test('its text and head are in the address @any-engine', async ({ page, widget, browser, baseURL }) => {
    await page.goto(`${lesson}?engine=cpu`);
    const figure = widget('forward-pass');
    await figure.expectStatus('done');
    await control(figure, 'prompt').fill('The frog can fly');
    await headOf(figure, 'head').selectOption('5');
    await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#w\.forward-pass=/);
    await page.waitForTimeout(400);
    const context = await browser.newContext({ baseURL });
    const other = await context.newPage();
    await other.goto(page.url());
    const there = other.locator('[data-widget="forward-pass"]');
    await expect(there.locator('[data-control="prompt"]')).toHaveValue('The frog can fly');
    await expect(there.locator('.attention-side select').last()).toHaveValue('5');
    await context.close();
  });
});

test.describe('not a look-up', () => {
  test('two seeds write two texts of one prompt, live', async ({ page, widget }, { project }) => {
    await page.goto(`${lesson}?engine=${project.name}&seed=40`);
    const figure = widget('not-a-lookup');
    await figure.settle();
    await control(figure, 'prompt').fill('The piano climbed the tree and');
    await figure.press('run');
    await figure.expectEngine(project.name as Live);
    await figure.expectStatus('done');
    const texts = figure.root.locator('[data-generated]');
    await expect(texts).toHaveCount(2);
    await expect(texts.first()).toHaveAttribute('data-seed', '40');
    await expect(texts.last()).toHaveAttribute('data-seed', '41');
    const [left, right] = await texts.allTextContents();
    expect(left.length).toBeGreaterThan(20);
    if (left !== right) await expect(figure.root.locator('[data-first]')).not.toHaveCount(0);
    await isDone(page, 'not-a-lookup-own-prompt');
  });

  test('shows recorded texts, and how little room there is for a table @any-engine', async ({ page, widget, expectAccessible }) => {
    await page.goto(`${lesson}?engine=recorded`);
    const figure = widget('not-a-lookup');
    await figure.expectStatus('done');
    await figure.expectEngine('recorded');
    await expect(figure.root.locator('[data-first]')).toHaveCount(2);
    const bytes = await figure.valueOf('model-bytes');
    const all = await figure.valueOf('continuations', 'tokens-20');
    expect(all).toBe(2048 ** 20);
    expect(await figure.valueOf('continuations-per-byte', 'tokens-20')).toBeCloseTo(all / bytes, -50);
    const slider = control(figure, 'length');
    await slider.focus();
    for (let tokens = 20; tokens > 3; tokens--) await page.keyboard.press('ArrowLeft');
    expect(await figure.valueOf('continuations', 'tokens-3')).toBe(2048 ** 3);
    await isDone(page, 'not-a-lookup-no-room');
    await figure.press('run');
    await figure.expectStatus('done');
    await figure.expectEngine('recorded');
    await expectAccessible();
  });
});
