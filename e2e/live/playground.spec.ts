import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, tabTo, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

type Live = 'webgpu' | 'cpu';

/** The lab's playground, at rest; nothing of it runs until it is told to. A text is shown as fast as it is made, unless it is to be `watched`. */
async function playground(page: Page, engine: Live, { hash = '', watched = false } = {}): Promise<Widget> {
  await page.goto(`/lab/?engine=${engine}${hash}`);
  const figure = new Widget(page, 'playground');
  await figure.settle();
  if (!watched) await figure.root.locator('[role="switch"][data-control="watch"]').uncheck();
  return figure;
}

const part = (figure: Widget, name: string): Locator => figure.root.locator(`[data-action="${name}"]`);
const texts = (figure: Widget): Locator => figure.root.locator('[data-generated]');

/** A radio of one of the strips. */
const choose = (figure: Widget, control: string, value: string) => figure.root.locator(`[data-control="${control}"] input[value="${value}"]`).check({ force: true });

const openMore = (figure: Widget) => figure.root.locator('.more-settings > summary').click();

/** Runs so short that no story ends by itself. */
async function makeShort(figure: Widget): Promise<void> {
  await openMore(figure);
  await figure.root.getByRole('radio', { name: '32', exact: true }).last().check({ force: true });
}

async function runToEnd(figure: Widget, action = 'run'): Promise<void> {
  await part(figure, action).click();
  await figure.expectStatus('running', 'loading', 'done');
  await figure.expectStatus('done');
}

/** Addresses of model files asked for from now on. */
function watchModelFiles(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('/models/')) asked.push(request.url());
  });
  return asked;
}

test('the precision is changed in mid-text without a download: the text goes on, and each stretch says who wrote it', async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live, { watched: true });
  await figure.press('run');
  await figure.expectEngine(project.name as Live);
  await figure.expectGeneratedBeyond(10);
  await figure.expectStatus('running');
  const asked = watchModelFiles(page);
  const before = await figure.generatedText();
  await choose(figure, 'precision', 'q4');
  await expect(figure.root.locator('[data-from="q4"]')).toHaveCount(1, { timeout: 60_000 });
  await figure.expectStatus('running');
  // Seen enough: the rest comes as fast as it is made.
  await figure.root.locator('[role="switch"][data-control="watch"]').uncheck();
  await figure.expectStatus('done');
  expect((await figure.generatedText()).startsWith(before), 'what was written stays').toBe(true);
  const written = [await figure.valueOf('tokens-written', 'f16'), await figure.valueOf('tokens-written', 'q4')];
  expect(Math.min(...written), 'each wrote some').toBeGreaterThan(1);
  expect(written[0] + written[1], 'one text, no longer than it was to be').toBeLessThanOrEqual(128);
  expect(await figure.valueOf('weight-bytes', 'q4')).toBeLessThan((await figure.valueOf('weight-bytes', 'f16')) / 2);
  expect(await figure.valueOf('bits-per-weight', 'q4')).toBeLessThan(8);
  expect(asked, 'the weights are made from the file that is here').toEqual([]);
});

test('a text that is over goes on in another precision', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await runToEnd(figure);
  const first = await figure.generatedText();
  await choose(figure, 'precision', 'q8');
  await expect(figure.root.locator('.playground-note').first()).toHaveText('Continue writes on in q8; Run writes it anew in q8.');
  await runToEnd(figure, 'play');
  expect((await figure.generatedText()).startsWith(first), 'what was written stays').toBe(true);
  for (const precision of ['f16', 'q8']) expect(await figure.valueOf('tokens-written', precision)).toBe(32);
});

test('every precision in turn while eight texts are being written', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live, { watched: true });
  await choose(figure, 'sequences', '8');
  await figure.press('run');
  await figure.expectGeneratedBeyond(10);
  const asked = watchModelFiles(page);
  for (const precision of ['q8', 'q4', 'q2', 'f32']) {
    await choose(figure, 'precision', precision);
    expect(await figure.valueOf('tokens-written', precision)).toBeGreaterThan(0);
  }
  await figure.expectStatus('running');
  await figure.press('stop');
  expect(await figure.root.locator('[data-from="f32"]').count(), 'marked in the texts that went on').toBeGreaterThan(0);
  expect(asked).toEqual([]);
});

test('eight sequences run live at once, each its own story, the first as when it runs alone', async ({ page, expectAccessible }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await runToEnd(figure);
  const alone = await figure.generatedText();

  await choose(figure, 'sequences', '8');
  await runToEnd(figure);
  await expect(texts(figure)).toHaveCount(8);
  const written = await texts(figure).allTextContents();
  expect(new Set(written).size, 'eight seeds, eight stories').toBe(8);
  expect(written[0], 'alone or among others, the same seed writes the same').toBe(alone);
  expect(await figure.valueOf('tokens-written', 'batch-8')).toBe(8 * 32);
  expect(await figure.valueOf('throughput', 'batch-8')).toBeGreaterThan(0);
  expect(await figure.valueOf('kv-cache-bytes', 'batch-8')).toBeGreaterThan(1e6);
  await expectAccessible();
});

test('with the cache off the text is the same and its work grows with it, and the two runs stand side by side with all their figures', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await runToEnd(figure);
  await part(figure, 'keep').click();
  await figure.root.locator('[role="switch"][data-control="cache"]').uncheck();
  await runToEnd(figure);
  await expect(figure.root.locator('.compare-note')).toContainText('the same, token for token');
  for (const name of ['ttft', 'itl-p50', 'itl-p95', 'itl-early', 'itl-late', 'decode-tokens-per-second', 'throughput', 'weight-bytes', 'bits-per-weight', 'kv-cache-bytes']) {
    for (const setting of ['f16', 'cache-off']) await figure.valueOf(name, setting);
  }
  // With the cache on each token is put through once; with it off all before it, again and again.
  const once = await figure.valueOf('tokens-computed', 'f16');
  expect(once, '13 of the prompt at most, and all but the last that was written').toBeLessThanOrEqual(13 + 31);
  expect(await figure.valueOf('tokens-computed', 'cache-off'), '13, then 14, … to 44').toBe((32 * (13 + 44)) / 2);
  await expect(figure.root.locator('.line-chart .line')).toHaveCount(2);
  const figures = figure.root.locator('[data-measure]');
  for (const shown of await figures.all()) {
    await expect(shown).toHaveAttribute('data-provenance', /^(measured|counted|derived)$/);
    await expect(shown.locator('xpath=..').locator('.chip'), 'and a chip that tells').toHaveCount(1);
  }

  const download = page.waitForEvent('download');
  await part(figure, 'export').click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { runs: { name: string; figures: { provenance: { kind: string } }[]; sequences: { tokens: { at: number }[] }[] }[]; link: string };
  expect(file.runs.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(file.runs.every(({ figures: all, sequences }) => all.length > 6 && all.every(({ provenance }) => provenance.kind) && sequences[0].tokens.length === 32)).toBe(true);
  expect(file.link).toContain('#w.playground=');
});

test('another precision parts from the first where it is marked', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await runToEnd(figure);
  await part(figure, 'keep').click();
  await choose(figure, 'precision', 'q2');
  await runToEnd(figure);
  await expect(figure.root.locator('[data-differs]')).toHaveCount(2);
  const [kept, next] = await texts(figure).allTextContents();
  expect(kept).not.toBe(next);
});

test('a draft proposes, the model takes or refuses, and the figure tells how often', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await choose(figure, 'draft', 'q4');
  await runToEnd(figure);
  expect(await figure.valueOf('acceptance-rate', 'draft-q4')).toBeGreaterThan(0.2);
  expect(await figure.valueOf('draft-weight-bytes', 'draft-q4')).toBeGreaterThan(1e6);
  await expect(figure.root.locator('[data-drafted]').first()).toBeVisible();
});

test('our smaller model drafts for the larger, and writes by itself, where it has no use for itself as a draft', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await choose(figure, 'draft', 'pocket-1m');
  await runToEnd(figure);
  expect(await figure.valueOf('acceptance-rate', 'draft-pocket-1m')).toBeGreaterThan(0.2);
  expect(await figure.valueOf('draft-weight-bytes', 'draft-pocket-1m')).toBeLessThan(2.2e6);
  await figure.root.getByRole('combobox', { name: 'Model' }).selectOption('pocket-1m');
  await expect(figure.root).toContainText('A model is no draft for itself');
  await runToEnd(figure);
  expect(await figure.valueOf('weight-bytes', 'f16')).toBeLessThan(2.2e6);
  await expect(figure.root.locator('[data-drafted]')).toHaveCount(0);
});

test('an edited prompt is computed only from the edit on', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  const prompt = 'Once upon a time there was a bear who lived in a big forest. One day he met a small bird, and the bird said';
  await figure.root.locator('[data-control="prompt"]').fill(prompt);
  await runToEnd(figure);
  await figure.root.locator('[data-control="prompt"]').fill(`${prompt} to him`);
  await runToEnd(figure);
  await expect(figure.root.locator('[data-block="reused"]').first()).toBeVisible();
  await expect(figure.root.locator('.prefix figcaption')).toContainText('were in the cache already');
});

test('a link brings settings and text to another page', { tag: '@any-engine' }, async ({ page, browser, baseURL }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  await choose(figure, 'precision', 'q8');
  await runToEnd(figure);
  const text = await figure.generatedText();
  await expect.poll(() => new URL(page.url()).hash).toContain('#w.playground=');
  const context = await browser.newContext({ baseURL });
  const other = await playground(await context.newPage(), project.name as Live, { hash: new URL(page.url()).hash });
  await expect.poll(() => other.generatedText(), { timeout: 90_000 }).toBe(text);
  await expect(other.root.locator('[data-control="precision"] input[value="q8"]')).toBeChecked();
  await context.close();
});

test('a prompt that is too long stays where it is, and its end can be read', { tag: '@any-engine' }, async ({ page }, { project }) => {
  const figure = await playground(page, project.name as Live);
  await makeShort(figure);
  const prompt = 'The fox ran. '.repeat(150);
  await figure.root.locator('[data-control="prompt"]').fill(prompt);
  await figure.press('run');
  await figure.expectStatus('error');
  await expect(figure.root.locator('[role="alert"]')).toContainText(/tokens long/);
  await expect(figure.root.locator('[data-control="prompt"]')).toHaveValue(prompt);
  await part(figure, 'cut').click();
  await figure.expectStatus('done');
  expect((await figure.generatedText()).length).toBeGreaterThan(5);
});

test('by keyboard alone: run, change the precision, stop', { tag: '@any-engine' }, async ({ page }, { project }) => {
  // With nothing pressed before: the way round by Tab leads through every figure of the lab.
  const figure = await playground(page, project.name as Live, { watched: true });
  await tabTo(page, '[data-widget="playground"] [data-control="precision"] input:checked');
  await page.keyboard.press('ArrowRight');
  await expect(figure.root.locator('[data-control="precision"] input[value="q8"]')).toBeChecked();
  await tabTo(page, '[data-widget="playground"] [data-action="run"]');
  await page.keyboard.press('Enter');
  await figure.expectGeneratedBeyond(20);
  await tabTo(page, '[data-widget="playground"] :is([data-action="stop"], [data-action="play"])');
  await page.keyboard.press('Enter');
  await figure.expectStatus('idle', 'done', 'running');
  expect(await figure.valueOf('bits-per-weight', 'q8')).toBeLessThan(10);
});

test.describe('the hub out of reach', () => {
  test.use({ allowedErrors: /huggingface\.co|ERR_FAILED/ });

  test('says so beside the question, and what was written stays', { tag: '@any-engine' }, async ({ page, context }, { project }) => {
    await context.route('https://huggingface.co/**', (route) => route.abort());
    const figure = await playground(page, project.name as Live);
    await makeShort(figure);
    await runToEnd(figure);
    const text = await figure.generatedText();
    await figure.root.getByRole('combobox', { name: 'Model' }).selectOption('another');
    await expect(figure.action('run')).toBeDisabled();
    await figure.root.locator('[data-control="repository"]').fill('nobody/nothing');
    await part(figure, 'ask-hub').click();
    await expect(figure.root.locator('.hub-model [role="alert"]')).toContainText('could not be reached');
    expect(await figure.generatedText()).toBe(text);
    await figure.root.getByRole('combobox', { name: 'Model' }).selectOption('pocket-5m');
    await runToEnd(figure);
  });
});
