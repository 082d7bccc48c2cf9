import { expect, test } from '../fixtures/test';

const lesson = '/learn/quantisation/';
const precisions = ['f32', 'f16', 'q8', 'q4', 'q2'] as const;

test('bits: an outlier spoils its block, and everybody where all share a scale @any-engine', async ({ page, widget, expectAccessible }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const bits = widget('bits');
  await bits.approach();
  await bits.expectStatus('done');
  await bits.expectEngine('none');
  for (const [precision, least] of [['f32', 32], ['f16', 16], ['q8', 8], ['q4', 4], ['q2', 2]] as const) expect(await bits.valueOf('bits-per-weight', precision)).toBeGreaterThanOrEqual(least);
  expect(await bits.valueOf('rounding-error', 'f16')).toBe(0);
  const [block, all] = [await bits.valueOf('block-rounding-error', 'q4'), await bits.valueOf('rounding-error', 'q4')];

  const factor = bits.root.locator('[data-control="factor"]');
  await factor.focus();
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-task="bits-outlier"]')).toHaveAttribute('data-done', 'true');
  await expect.poll(() => bits.valueOf('block-rounding-error', 'q4')).toBeGreaterThan(4 * block);
  expect(await bits.valueOf('rounding-error', 'q4')).toBeLessThan(1.2 * all);
  await bits.root.getByRole('radio', { name: 'all', exact: true }).check();
  await expect(page.locator('[data-task="bits-tensor"]')).toHaveAttribute('data-done', 'true');
  await expect.poll(() => bits.valueOf('rounding-error', 'q4')).toBeGreaterThan(1.2 * all);

  // Another weight, by the keys; the link brings all of it back.
  const chosen = bits.root.getByRole('slider', { name: 'The chosen weight', exact: true });
  await chosen.focus();
  await page.keyboard.press('End');
  await expect(chosen).toHaveAttribute('aria-valuenow', '31');
  await expectAccessible();
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('w.bits=');
  await page.waitForTimeout(500);
  await page.reload();
  await bits.approach();
  await expect(chosen).toHaveAttribute('aria-valuenow', '31');
  await expect(factor).toHaveAttribute('aria-valuetext', 'by 32');
  await bits.press('reset');
  await expect.poll(() => bits.valueOf('block-rounding-error', 'q4')).toBe(block);
});

test('four precisions, recorded: the scores of all stories, and the cliff of a plainly shared scale @any-engine', async ({ page, widget, expectAccessible }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('four-precisions');
  await figure.approach();
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
  const f32 = await figure.valueOf('perplexity', 'f32');
  for (const precision of precisions) {
    for (const name of ['weight-bytes', 'bits-per-weight', 'decode-tokens-per-second', 'perplexity']) expect(await figure.valueOf(name, precision), `${name} at ${precision}`).toBeGreaterThan(0);
    expect(Math.abs((await figure.valueOf('perplexity', precision)) / f32 - 1)).toBeLessThan(0.05);
  }
  await figure.press('run');
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
  await figure.root.getByRole('radio', { name: 'a matrix, plainly' }).check();
  expect(await figure.valueOf('perplexity', 'q2')).toBeGreaterThan(100 * f32);
  await expect(page.locator('[data-task="four-precisions-plain"]')).toHaveAttribute('data-done', 'true');
  await expectAccessible();
});

test('four precisions, live: five texts, five scores; f16 is f32 token for token', async ({ page, widget }, { project }) => {
  test.slow();
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('four-precisions');
  await figure.approach();
  await figure.settle();
  await figure.press('run');
  await figure.expectStatus('running');
  await expect(figure.root).toHaveAttribute('data-status', 'done', { timeout: 200_000 });
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  const textOf = (precision: string) => figure.root.locator(`[data-generated][data-case="${precision}"]`).textContent();
  for (const precision of precisions) {
    expect((await textOf(precision))?.length, precision).toBeGreaterThan(40);
    expect(await figure.valueOf('decode-tokens-per-second', precision)).toBeGreaterThan(0);
    expect(await figure.valueOf('perplexity', precision)).toBeGreaterThan(1);
    await expect(figure.measure('perplexity', precision)).toHaveAttribute('data-provenance', 'measured');
  }
  expect(await textOf('f16')).toBe(await textOf('f32'));
  expect(await figure.valueOf('kl-to-f32', 'f16')).toBeLessThan(1e-6);
  expect(await figure.valueOf('kl-to-f32', 'q2')).toBeGreaterThan(await figure.valueOf('kl-to-f32', 'q8'));
  expect(await figure.valueOf('weight-bytes', 'q4')).toBeLessThan((await figure.valueOf('weight-bytes', 'f16')) / 2);
  await expect(page.locator('[data-task="four-precisions-run"]')).toHaveAttribute('data-done', 'true');
});

test('why not faster, live: a layer at five precisions, timed here, and what bounds it', async ({ page, widget, expectAccessible }, { project }) => {
  test.slow();
  await page.goto(`${lesson}?engine=${project.name}`);
  const figure = widget('why-not-faster');
  await figure.approach();
  await figure.expectEngine('recorded');
  expect(await figure.valueOf('speed-up', 'f16')).toBe(1);
  // The small model: a software adapter is slow.
  await figure.root.getByRole('radio', { name: 'SmolLM2-135M' }).check();
  await figure.expectStatus('idle');
  await figure.press('run');
  await figure.expectStatus('running');
  await expect(figure.root).toHaveAttribute('data-status', 'done', { timeout: 200_000 });
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  for (const precision of precisions) {
    expect(await figure.valueOf('layer-ms', precision)).toBeGreaterThan(0);
    await expect(figure.measure('layer-ms', precision)).toHaveAttribute('data-provenance', 'measured');
    await expect(figure.measure('bound-by', precision)).toHaveText(/^(memory|arithmetic|launches)$/);
    expect(await figure.valueOf('speed-up', precision)).toBeGreaterThan(0);
  }
  await expect(page.locator('[data-task="why-not-faster-run"]')).toHaveAttribute('data-done', 'true');
  await expectAccessible();
});

test('the layers of the recording are shown again one by one where only recordings are wanted @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const figure = widget('why-not-faster');
  await figure.settle();
  const times = figure.root.locator('[data-measure="layer-ms"]');
  const whole = await times.count();
  await figure.press('run');
  await figure.expectStatus('running');
  await expect.poll(() => times.count()).toBeLessThan(whole);
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
  await expect(times).toHaveCount(whole);
});
