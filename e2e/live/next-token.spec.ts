import type { Locator, Page } from '@playwright/test';
import { expect, tabTo, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const lesson = '/learn/what-happens/';
type Live = 'webgpu' | 'cpu';

/** The figure, live and paused after a few tokens. */
async function pausedRun(page: Page, engine: Live, least = 20): Promise<Widget> {
  await page.goto(`${lesson}?engine=${engine}`);
  const figure = new Widget(page, 'next-token');
  await figure.settle();
  await figure.press('run');
  await figure.expectEngine(engine);
  await figure.expectGeneratedBeyond(least);
  await figure.press('pause');
  await figure.expectStatus('idle');
  return figure;
}

const written = async (figure: Widget) => figure.valueOf('tokens-written');
const openSettings = (figure: Widget) => figure.root.locator('details.settings > summary').click();
const control = (figure: Widget, name: string): Locator => figure.root.locator(`[data-control="${name}"]`);

async function runPrompt(page: Page, engine: Live, prompt: string): Promise<Widget> {
  await page.goto(`${lesson}?engine=${engine}`);
  const figure = new Widget(page, 'next-token');
  await figure.settle();
  await openSettings(figure);
  await control(figure, 'prompt').fill(prompt);
  await figure.press('run');
  return figure;
}

test('a live run is paused, stepped, rewound and replayed', async ({ page }, { project }) => {
  const figure = await pausedRun(page, project.name as Live);
  const text = await figure.generatedText();
  const tokens = await written(figure);
  await page.waitForTimeout(500);
  expect(await figure.generatedText(), 'nothing moves while it rests').toBe(text);

  await figure.press('step');
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', String(tokens + 1));
  const stepped = await figure.generatedText();
  expect(stepped.startsWith(text)).toBe(true);
  await expect(figure.root.locator('.step-words')).toContainText(/coin|greedy/);

  await figure.press('rewind');
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', '0');
  for (let count = 1; count <= 3; count++) {
    await figure.press('step');
    await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', String(count));
  }
  expect(text.startsWith(await figure.generatedText()), 'the same coins, the same text').toBe(true);
  await expect(page.locator('[data-task="next-token-stepped"]')).toHaveAttribute('data-done', 'true');

  await figure.press('play');
  await figure.expectStatus('done');
  expect((await figure.generatedText()).startsWith(stepped)).toBe(true);
  await figure.expectEngine(project.name as Live);
});

test('another candidate is chosen, and the story goes on from there', async ({ page }, { project }) => {
  const figure = await pausedRun(page, project.name as Live, 40);
  await figure.root.locator('[data-token="2"]').click();
  const kept = (await figure.root.locator('[data-token="0"], [data-token="1"]').allTextContents()).join('');
  const candidate = figure.root.locator('.candidates li:not([data-chosen]) button').nth(1);
  const label = ((await candidate.locator('.bar-label').textContent()) ?? '').replaceAll('␣', ' ');
  await candidate.click();
  await expect.poll(async () => (await figure.generatedText()).startsWith(kept + label)).toBe(true);
  await expect(page.locator('[data-task="next-token-branched"]')).toHaveAttribute('data-done', 'true');
  await figure.press('pause');
  await figure.expectEngine(project.name as Live);
});

test('its state is in the address, and a copied link shows the same text elsewhere', async ({ page, browser, baseURL }, { project }) => {
  const figure = await pausedRun(page, project.name as Live);
  await control(figure, 'temperature').fill('1.3');
  await figure.press('step');
  await figure.expectStatus('idle');
  const text = await figure.generatedText();
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#w\.next-token=/);
  await page.waitForTimeout(500);
  const copy = figure.root.locator('[data-action="copy-link"]');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.click();
  await expect(figure.root.locator('.copy-link')).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());

  const elsewhere = await browser.newContext({ baseURL });
  const other = new Widget(await elsewhere.newPage(), 'next-token');
  await other.page.goto(link);
  await expect.poll(() => other.generatedText(), { timeout: 90_000 }).toBe(text);
  await other.expectEngine(project.name as Live);
  await expect(control(other, 'temperature')).toHaveValue('1.3');
  // It is the same run, not only the same words: the next token is the same too.
  await figure.press('step');
  await other.press('step');
  const further = Number(await figure.measure('tokens-written').getAttribute('data-value'));
  await expect(other.measure('tokens-written')).toHaveAttribute('data-value', String(further));
  expect(await other.generatedText()).toBe(await figure.generatedText());
  await elsewhere.close();
});

test('a link’s own seed holds against that of the page; Reset takes the link out of the address', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
  const figure = await pausedRun(page, project.name as Live);
  await openSettings(figure);
  await control(figure, 'seed').fill('77');
  await control(figure, 'seed').press('Enter');
  await figure.press('step');
  await figure.expectStatus('idle');
  const text = await figure.generatedText();
  await page.waitForTimeout(500);
  const hash = await page.evaluate(() => location.hash);

  await page.goto('/glossary/');
  await page.goto(`${lesson}?engine=${project.name}&seed=5${hash}`);
  await expect.poll(() => figure.generatedText(), { timeout: 90_000 }).toBe(text);
  await expect(control(widget('next-token'), 'seed')).toHaveValue('77');
  await figure.expectStatus('idle');

  await figure.press('reset');
  await figure.expectEngine('recorded');
  expect(await page.evaluate(() => location.hash)).toBe('');
  await expect(control(figure, 'seed')).toHaveValue('5');
  await figure.press('run');
  await expect(figure.root.locator('.story-note')).not.toContainText('The link brings');
  await figure.press('reset');
  await page.waitForTimeout(500);
  await page.reload();
  await figure.expectEngine('recorded');
  expect(await figure.generatedText()).toMatch(/Lily/);
});

test('a link to a section, and the way back, leave the run as it is', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await pausedRun(page, project.name as Live);
  await page.waitForTimeout(500);
  let loads = 0;
  page.on('load', () => loads++);
  const heading = await page.locator('main h2 a[href^="#"]').first().getAttribute('href');
  await page.locator('main h2 a[href^="#"]').first().click();
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(new RegExp(`^${heading}&w\\.next-token=`));
  await figure.press('step');
  await figure.expectStatus('idle');
  const text = await figure.generatedText();
  await page.waitForTimeout(500);

  await page.goBack();
  await page.waitForTimeout(700);
  expect(await figure.generatedText()).toBe(text);
  await figure.expectEngine(project.name as Live);
  await page.goForward();
  await page.waitForTimeout(700);
  expect(await figure.generatedText()).toBe(text);
  expect(loads, 'no page was loaded anew').toBe(0);
  await page.reload();
  await expect.poll(() => figure.generatedText(), { timeout: 90_000 }).toBe(text);
});

test('a damaged link says so and starts from the defaults', { tag: '@any-engine' }, async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=cpu#w.next-token=%F0%9F&w.tokenizer=!!`);
  const figure = widget('next-token');
  await expect(figure.root.locator('.notice')).toContainText('damaged');
  await figure.expectStatus('done');
  expect(await figure.generatedText()).toMatch(/Lily/);
});

test('the settings reshape the bars at once, also those of a recording', { tag: '@any-engine' }, async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('next-token');
  await figure.expectStatus('done');
  const first = figure.root.locator('.candidates .bar-value').first();
  const before = await first.textContent();
  await control(figure, 'temperature').fill('2');
  await expect(first).not.toHaveText(before!);
  await control(figure, 'temperature').fill('0');
  await expect(first).toHaveText('100.0%');
  await expect(figure.root.locator('.candidates [data-faded] .bar-note').first()).toHaveText('cut off');
  await expect(figure.root.locator('.step-words')).toContainText('would take');
  await expect(page.locator('[data-task="next-token-temperature"]')).toHaveAttribute('data-done', 'true');
  await figure.expectEngine('recorded');
});

test('by keyboard alone: run, pause, look back, branch', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('next-token');
  await figure.settle();
  const inFigure = (selector: string) => `[data-widget="next-token"] ${selector}`;
  await figure.action('run').focus();
  await page.keyboard.press('Enter');
  await figure.expectGeneratedBeyond(20);
  await tabTo(page, inFigure('[data-action="pause"]'), 3);
  await page.keyboard.press('Space');
  await figure.expectStatus('idle');
  await figure.root.locator('[data-token][tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await expect(figure.root.locator('[data-token="0"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(figure.root.locator('[data-token="1"]')).toHaveAttribute('aria-selected', 'true');
  await expect(figure.root.locator('.chart-title')).toContainText('token 2');
  await tabTo(page, inFigure('.candidates li:nth-child(2) button'), 12);
  await page.keyboard.press('Enter');
  await expect(figure.root.locator('.story-note')).toContainText('token 2');
  await expect(page.locator('[data-task="next-token-branched"]')).toHaveAttribute('data-done', 'true');
});

test.describe('prompts', () => {
  test('empty: it starts from the begin token alone', { tag: '@any-engine' }, async ({ page }, { project }) => {
    const figure = await runPrompt(page, project.name as Live, '');
    await figure.expectEngine(project.name as Live);
    await figure.expectGeneratedBeyond(20);
    await expect(figure.root.locator('.field-note').first()).toContainText('begin token');
  });

  test('too long: says how long, keeps the text, offers to read its end', { tag: '@any-engine' }, async ({ page }, { project }) => {
    const prompt = '🍓 '.repeat(150).trim();
    const figure = await runPrompt(page, project.name as Live, prompt);
    await figure.expectStatus('error');
    await expect(figure.root.locator('.notice-error')).toContainText(/\d+ tokens long.*511/s);
    await expect(control(figure, 'prompt')).toHaveValue(prompt);
    await figure.root.locator('[data-action="cut"]').click();
    await figure.expectEngine(project.name as Live);
    await figure.expectGeneratedBeyond(5);
    await expect(figure.root.locator('.story-note')).toContainText(/first \d+ tokens were cut off/);
    await expect(control(figure, 'prompt')).toHaveValue(prompt);

    // It stays cut when a slider moves, and for who opens its link.
    await figure.press('pause');
    await control(figure, 'temperature').fill('1.3');
    const tokens = await written(figure);
    await figure.press('step');
    await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', String(tokens + 1));
    await expect(figure.root.locator('.notice-error')).toHaveCount(0);
    await expect(figure.root.locator('.story-note')).toContainText(/cut off/);
    const text = await figure.generatedText();
    await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/w\.next-token=/);
    await page.waitForTimeout(500);
    await page.reload();
    await expect.poll(() => figure.generatedText(), { timeout: 90_000 }).toBe(text);
    await expect(figure.root.locator('.story-note')).toContainText(/cut off/);
    await figure.expectStatus('idle');
  });

  for (const [what, prompt, shown] of [
    ['control characters', 'Tom\u0000 had\u0007 a\tred\u202e boat\n', 'Tom⟨00⟩ had⟨07⟩ a⇥red⟨U+202E⟩ boat'],
    ['emoji', 'I like 🍓👩‍🚀', '🍓👩'],
    ['right-to-left text', 'مرحبا بالعالم', 'مرحبا'],
  ] as const) {
    test(`${what}: read as they are, shown so that they can be seen`, { tag: '@any-engine' }, async ({ page, expectAccessible }, { project }) => {
      const figure = await runPrompt(page, project.name as Live, prompt);
      await figure.expectEngine(project.name as Live);
      await figure.expectGeneratedBeyond(10);
      await figure.press('pause');
      await expect(figure.root.locator('.story-prompt')).toContainText(shown);
      await expectAccessible();
    });
  }
});
