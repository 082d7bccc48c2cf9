import { expect, tabTo, test } from '../fixtures/test';

const lesson = '/learn/two-phases/';
type Live = 'webgpu' | 'cpu';

test('a checkpoint is fetched and writes here what was recorded of it', async ({ page, widget }, { project }) => {
  test.slow();
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('training-replay');
  await figure.expectStatus('idle');
  await figure.press('step');
  await figure.press('step');
  await expect(figure.measure('heldout-loss', '60')).toBeVisible();
  const recorded = await figure.generatedText();
  await figure.press('run');
  await figure.expectStatus('done');
  await figure.expectEngine(project.name as Live);
  const written = await figure.generatedText();
  // Near-ties may fall otherwise on a GPU, and from there the texts part.
  if (project.name === 'cpu') expect(written).toBe(recorded);
  else expect(written.slice(0, 8)).toBe(recorded.slice(0, 8));
  expect(await figure.valueOf('tokens-seen', '60')).toBeGreaterThan(0);
  expect(await figure.valueOf('train-loss', '60')).toBeGreaterThan(0);
});

test('twenty prompts leave the fingerprint as it was, and training does not', async ({ page, widget }, { project }) => {
  test.slow();
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('frozen-weights');
  await figure.expectStatus('idle');
  await figure.root.locator('[data-control="told"]').fill('My name is Zed. I live on the moon.');
  await figure.press('run');
  await figure.expectStatus('done');
  await figure.expectEngine(project.name as Live);
  expect(await figure.valueOf('prompts-answered')).toBe(20);
  expect(await figure.valueOf('weight-bytes')).toBeGreaterThan(1e6);
  await expect(figure.root.locator('[data-fingerprint="before"]')).toHaveAttribute('data-sha256', /^[0-9a-f]{64}$/);
  await expect(figure.root.locator('[data-fingerprint="after"]')).toHaveAttribute('data-same', 'true');
  const tensors = await figure.valueOf('tensors-unchanged', 'after');
  expect(tensors).toBeGreaterThan(30);
  expect(await figure.root.locator('[data-generated]').allTextContents()).not.toContain('');
  await figure.press('step');
  await expect(figure.root.locator('[data-fingerprint="next"]')).toHaveAttribute('data-same', 'false', { timeout: 90_000 });
  expect(await figure.valueOf('tensors-unchanged', 'next')).toBe(0);
  await figure.expectStatus('done');
  for (const task of ['told', 'moved']) await expect(page.locator(`[data-task="frozen-weights-${task}"]`)).toHaveAttribute('data-done', 'true');
});

test('the handle goes along the curve by keys and by pointer, and all checkpoints visited tick the task @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('training-replay');
  await figure.expectStatus('idle');
  await tabTo(page, '[data-widget="training-replay"] [role="slider"]');
  const slider = figure.root.getByRole('slider', { name: /Training step/ });
  const texts = new Set([await figure.generatedText()]);
  for (const step of ['30', '60', '160', '500', '2400']) {
    await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuenow', step);
    await expect(figure.measure('heldout-loss', step)).toBeVisible();
    texts.add(await figure.generatedText());
  }
  expect(texts.size).toBe(6);
  await expect(page.locator('[data-task="training-replay-visited"]')).toHaveAttribute('data-done', 'true');

  const ground = (await figure.root.locator('.line-ground').boundingBox())!;
  await page.mouse.move(ground.x + ground.width / 2, ground.y + 40);
  await page.mouse.down();
  await page.mouse.move(ground.x + 10, ground.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(slider).toHaveAttribute('aria-valuenow', '0');
});

test('recorded only: Run shows the recordings again, and they end done @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  for (const name of ['training-replay', 'frozen-weights']) {
    const figure = widget(name);
    await figure.expectStatus('idle');
    await figure.press('run');
    await figure.expectStatus('running');
    await figure.expectStatus('done');
    await figure.expectEngine('recorded');
  }
  await widget('frozen-weights').press('step');
  await expect(widget('frozen-weights').root.locator('[data-fingerprint="next"]')).toHaveAttribute('data-same', 'false');
  await expect(widget('frozen-weights').root.getByRole('status').filter({ hasText: 'Both recorded' })).toBeVisible();
});

test('the ledger reckons for a model and a length of the reader’s choice, and a link brings both @any-engine', async ({ page, widget, expectAccessible }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('phase-ledger');
  await figure.expectStatus('done');
  await figure.expectEngine('none');
  const short = await figure.valueOf('answers-per-training', 'pocket-5m');
  await figure.root.getByRole('combobox').selectOption('Llama-3.1-405B');
  const training = await figure.valueOf('training-flops', 'Llama-3.1-405B');
  const answer = await figure.valueOf('answer-flops', 'Llama-3.1-405B');
  const answers = await figure.valueOf('answers-per-training', 'Llama-3.1-405B');
  expect(training / answer).toBeCloseTo(answers, -3);
  expect(answers).toBeGreaterThan(short);
  await figure.root.locator('[data-control="answer-tokens"]').press('End');
  await expect.poll(() => figure.valueOf('answers-per-training', 'Llama-3.1-405B')).toBeLessThan(answers);
  for (const task of ['published', 'length']) await expect(page.locator(`[data-task="phase-ledger-${task}"]`)).toHaveAttribute('data-done', 'true');
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#w\.phase-ledger=/);
  await page.reload();
  await figure.approach();
  await expect(figure.root.getByRole('combobox')).toHaveValue('Llama-3.1-405B');
  await expectAccessible();
});
