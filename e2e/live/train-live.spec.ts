import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';

const lesson = '/learn/two-phases/';
const slow = { timeout: 90_000 };
/** A text small enough to be learned in a few steps: a hundred short lines. */
const lines = Array.from({ length: 120 }, (_, place) => `${'bcdfglmnprst'[place % 12]}a${'lmnrst'[place % 6]}${'aeiou'[place % 5]}${place % 2 === 0 ? 'n' : 'ra'}`).join('\n');

async function setSteps({ root }: Widget, steps: number): Promise<void> {
  await root.locator('details.settings summary').click();
  await root.locator('[data-control="steps"]').fill(String(steps));
}

async function ownText({ root }: Widget, text: string): Promise<void> {
  await root.getByRole('combobox').selectOption('own');
  await root.locator('[data-control="own-text"]').fill(text);
}

/** Waits for training's end, by its progress: how long a step takes is the device's affair, and a software adapter takes seconds. */
async function expectTrained(figure: Widget, steps: number): Promise<void> {
  const reached = async () => Number(await figure.root.getAttribute('data-step'));
  for (let seen = 0; seen < steps; seen = await reached()) await expect.poll(reached, slow).toBeGreaterThan(seen);
  await figure.expectStatus('done');
  await expect(figure.root).toHaveAttribute('data-step', String(steps));
}

const print = ({ root }: Widget, which: 'before' | 'after' | 'next') => root.locator(`[data-fingerprint="${which}"]`);

test('a text of one’s own is learned; frozen it stays as it is through twenty texts, and one more step changes it; its file opens in the playground', async ({ page, widget }, { project }) => {
  test.slow();
  // The address orders where the page computes, training and all. A software adapter takes seconds for a step.
  const steps = project.name === 'webgpu' ? 10 : 20;
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('train-live');
  await figure.expectStatus('idle');
  const { root } = figure;
  await ownText(figure, lines);
  await setSteps(figure, steps);
  await figure.press('run');
  await expectTrained(figure, steps);
  await figure.expectEngine(project.name as 'cpu' | 'webgpu');
  const texts = await root.locator('.written [data-generated]').allTextContents();
  expect(texts.length).toBeGreaterThan(3);
  // The loss of pure guessing among the characters of the text is where it begins.
  const guessing = Math.log(new Set(lines).size + 1);
  expect(await figure.valueOf('heldout-loss')).toBeLessThan(guessing);
  for (const name of ['train-loss', 'step-ms', 'train-tokens-per-second', 'training-flops']) expect(await figure.valueOf(name)).toBeGreaterThan(0);
  await expect(page.locator('[data-task="train-live-train"]')).toHaveAttribute('data-done', 'true');

  await root.locator('[data-action="freeze"]').click();
  await expect(print(figure, 'before')).toHaveAttribute('data-sha256', /^[0-9a-f]{64}$/, slow);
  await root.locator('[data-control="prompt"]').fill('ba');
  await root.locator('[data-action="ask"]').click();
  await expect(print(figure, 'after')).toHaveAttribute('data-same', 'true', slow);
  expect(await figure.valueOf('texts-written')).toBe(20);
  await expect(root.locator('.frozen')).toHaveAttribute('data-frozen-engine', project.name);
  const downloading = page.waitForEvent('download');
  await root.locator('[data-action="download"]').click();
  const zip = await readFile(await (await downloading).path());
  await root.locator('[data-action="move"]').click();
  await expect(print(figure, 'next')).toHaveAttribute('data-same', 'false', slow);
  await expect(root).toHaveAttribute('data-step', String(steps + 1));
  await expect(page.locator('[data-task="train-live-freeze"]')).toHaveAttribute('data-done', 'true');

  await page.goto(`/lab/?engine=${project.name}`);
  const playground = widget('playground');
  await playground.settle();
  await playground.root.locator('[data-control="model-files"]').setInputFiles({ name: 'own-text.zip', mimeType: 'application/zip', buffer: zip });
  await playground.press('run');
  await playground.expectStatus('done');
});

test('texts that cannot be trained on are refused with a remedy, and others of every script are not @any-engine', async ({ page, widget }) => {
  test.slow();
  await page.goto(`${lesson}?engine=cpu`);
  const figure = widget('train-live');
  await figure.expectStatus('idle');
  const { root } = figure;
  for (const text of ['too short', 'x'.repeat(2_000)]) {
    await ownText(figure, text);
    await figure.press('run');
    await figure.expectStatus('error');
    await expect(root.getByRole('alert')).toContainText(/[.]$/);
    await expect(root.locator('[data-control="own-text"]')).toHaveValue(text);
  }
  await root.locator('[data-control="own-file"]').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 255, 254, 0, 200]) });
  await expect(root.getByText('Save it as plain text')).toBeVisible();
  await ownText(figure, 'مرحبا بالعالم 🙂 '.repeat(60));
  await setSteps(figure, 10);
  await figure.press('run');
  await figure.expectStatus('done');
});

test('a learning rate far too high ends with what to do, and training goes on from the last good checkpoint @any-engine', async ({ page, widget }) => {
  test.slow();
  await page.goto(`${lesson}?engine=cpu`);
  const figure = widget('train-live');
  await figure.expectStatus('idle');
  await ownText(figure, lines);
  await setSteps(figure, 60);
  await figure.root.locator('[data-control="learning-rate"]').fill('10');
  await figure.press('run');
  await figure.expectStatus('error');
  await expect(figure.root.getByRole('alert')).toContainText('diverged');
  // A tenth of ten is still too high: it is offered again until it is low enough.
  const retry = figure.root.locator('[data-action="retry-slower"]');
  const rate = figure.root.locator('[data-control="learning-rate"]');
  for (let wanted = 1; await retry.isVisible(); wanted /= 10) {
    expect(wanted).toBeGreaterThan(0.001);
    await retry.click();
    await expect.poll(async () => Number(await rate.inputValue())).toBeCloseTo(wanted, 6);
    await figure.expectStatus('done', 'error');
  }
  await figure.expectStatus('done');
  await expect(figure.root).toHaveAttribute('data-step', '60');
  await expect(figure.root.getByRole('alert')).toHaveCount(0);
});

test('one step is told in six sentences, and a pause holds it @any-engine', async ({ page, widget }) => {
  test.slow();
  await page.goto(`${lesson}?engine=cpu`);
  const figure = widget('train-live');
  await figure.expectStatus('idle');
  await ownText(figure, lines);
  await figure.press('step');
  const story = figure.root.locator('.step-story');
  await expect(story).toHaveAttribute('data-step', '1', slow);
  await expect(story).toHaveAttribute('data-revealed', '1');
  for (let place = 2; place <= 6; place++) await figure.root.locator('[data-action="story-next"]').click();
  await expect(story).toHaveAttribute('data-revealed', '6');
  expect(await figure.valueOf('followed-weight', 'after')).not.toBe(await figure.valueOf('followed-weight', 'before'));
  await expect(figure.root).toHaveAttribute('data-paused', 'true');
  await expect(figure.root).toHaveAttribute('data-step', '1');
});

test('recorded only: Run shows the recorded training again @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('train-live');
  await figure.expectStatus('idle');
  await figure.press('run');
  await figure.expectStatus('running');
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
});
