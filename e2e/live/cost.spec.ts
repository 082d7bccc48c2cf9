import { expect, test } from '../fixtures/test';

const lesson = '/learn/cost/';

test('a bill is tokens times prices times everybody, for models side by side; bad numbers get a sentence @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=cpu`);
  const bill = widget('token-bill');
  await bill.settle();
  await bill.expectEngine('none');
  const control = (name: string) => bill.root.locator(`[data-control="${name}"]`);

  // 3,940 characters at the published rate of 3.94 are 1,000 tokens: at 3 and 15 dollars a million, 0.006 dollars with 200 written.
  await control('prompt').fill('word '.repeat(788));
  await control('answerTokens').fill('200');
  await control('users').fill('2,000');
  expect(await bill.valueOf('input-tokens')).toBe(1_000);
  expect(await bill.valueOf('output-tokens')).toBe(200);
  const claude = 'claude-sonnet-4.5';
  await expect.poll(async () => bill.valueOf('message-cost', claude)).toBeCloseTo(0.006, 9);
  expect(await bill.valueOf('daily-cost', claude)).toBeCloseTo(120, 6);
  expect(await bill.valueOf('monthly-cost', claude)).toBeCloseTo(3_600, 6);
  await expect(bill.measure('input-price', claude)).toHaveAttribute('data-provenance', 'published');

  await bill.root.locator('summary').first().click();
  await control('cachedPercent').fill('90');
  expect(await bill.valueOf('cached-tokens')).toBe(900);
  await expect.poll(async () => bill.valueOf('message-cost', claude)).toBeCloseTo(0.0003 + 0.000_27 + 0.003, 9);

  for (const [typed, sentence] of [
    ['', /no number/],
    ['-3', /Less than nothing/],
    ['lots', /not a number/],
    ['99999999999999', /The most it takes/],
  ] as const) {
    await control('users').fill(typed);
    await expect(control('users')).toHaveAttribute('aria-invalid', 'true');
    await expect(bill.root.getByText(sentence)).toBeVisible();
    expect(await bill.valueOf('daily-cost', claude), 'the last good number stays').toBeCloseTo(71.4, 6);
  }

  await bill.root.locator('select').selectOption('grok-4');
  expect(await bill.valueOf('monthly-cost', 'grok-4')).toBeGreaterThan(0);
  expect(await bill.valueOf('own-tokens'), 'our own tokenizer has counted').toBeGreaterThan(500);

  await control('users').fill('100,000,000');
  for (const task of ['token-bill-own-prompt', 'token-bill-million']) await expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-done', 'true');

  await control('prompt').fill('');
  await expect(bill.root.getByText('There is no prompt')).toBeVisible();
  expect(await bill.valueOf('input-tokens')).toBe(0);
});

test('a link brings the bill back @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=cpu`);
  const bill = widget('token-bill');
  await bill.settle();
  await bill.root.locator('[data-control="users"]').fill('77');
  await expect.poll(() => page.url()).toContain('w.token-bill=');
  await page.goto('about:blank');
  await page.goBack();
  await bill.settle();
  await expect(bill.root.locator('[data-control="users"]')).toHaveValue('77');
});

test('the price of this device’s tokens is measured here, and follows the rent', async ({ page, widget }, { project }) => {
  test.slow();
  const backend = project.name as 'webgpu' | 'cpu';
  await page.goto(`${lesson}?engine=${backend}`);
  const dollars = widget('device-dollars');
  await dollars.settle();
  await dollars.expectEngine('recorded');
  expect(await dollars.valueOf('dollars-per-million-tokens', 'here')).toBeGreaterThan(0);
  await dollars.press('run');
  await dollars.expectStatus('loading', 'running');
  await dollars.expectStatus('done');
  await dollars.expectEngine(backend);
  const speed = await dollars.valueOf('decode-tokens-per-second', 'Llama-3.2-1B');
  expect(await dollars.valueOf('dollars-per-million-tokens', 'here')).toBeCloseTo((0.8 / 3_600 / speed) * 1e6, 4);
  await dollars.root.getByRole('button', { name: 'a TPU v5e' }).click();
  await expect.poll(async () => dollars.valueOf('dollars-per-million-tokens', 'here')).toBeCloseTo((1.2 / 3_600 / speed) * 1e6, 4);
  for (const setting of ['rented-one-text-lowest', 'rented-full-highest']) expect(await dollars.valueOf('dollars-per-million-tokens', setting)).toBeGreaterThan(0);
  await expect(dollars.measure('list-price', 'list-llama-3.1-8b')).toHaveAttribute('data-provenance', 'published');
  for (const task of ['device-dollars-measured', 'device-dollars-priced']) await expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-done', 'true');
});

test('with recordings only, the price is the recording’s, and says so @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const dollars = widget('device-dollars');
  await dollars.settle();
  await dollars.press('run');
  await dollars.expectStatus('done');
  await dollars.expectEngine('recorded');
  for (const shape of ['Llama-3.2-1B', 'Llama-3.1-8B']) {
    await dollars.root.getByRole('radio', { name: shape }).check();
    expect(await dollars.valueOf('decode-tokens-per-second', shape)).toBeGreaterThan(0);
  }
});

test('a measurement that is stopped leaves the recording, and can be begun again @any-engine', async ({ page, widget }) => {
  await page.goto(`${lesson}?engine=cpu`);
  const dollars = widget('device-dollars');
  await dollars.settle();
  await dollars.press('run');
  await dollars.press('stop');
  await dollars.expectStatus('done');
  await dollars.expectEngine('recorded');
  await expect(dollars.action('run')).toBeEnabled();
});

test('the two bills cross where the assumptions say @any-engine', async ({ page, widget, expectAccessible }) => {
  await page.goto(`${lesson}?engine=cpu`);
  const life = widget('lifetime-cost');
  await life.settle();
  await life.expectEngine('none');
  const model = 'llama-3.1-70b';
  const days = await life.valueOf('dollar-crossover-days', model);
  expect(days).toBeCloseTo((await life.valueOf('training-cost', model)) / (await life.valueOf('daily-cost', model)), 6);
  expect(await life.valueOf('flop-crossover', model)).toBe(45e12);

  const users = life.root.locator('[data-control="users"]');
  await users.focus();
  for (let presses = 0; presses < 20; presses++) await users.press('PageUp');
  await expect.poll(async () => life.valueOf('dollar-crossover-days', model)).toBeCloseTo(days / 1_000, 6);
  await life.root.locator('[data-cost="one-text"]').click();
  for (const task of ['lifetime-cost-hundred-million', 'lifetime-cost-one-text']) await expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-done', 'true');

  await life.root.locator('summary').first().click();
  await life.root.locator('[data-control="rent"]').fill('0');
  await expect(life.root.getByText('The least it takes is 0.01.')).toBeVisible();
  await life.press('reset');
  await expect.poll(async () => life.valueOf('dollar-crossover-days', model)).toBeCloseTo(days, 6);
  await life.root.locator('select').selectOption('deepseek-v3');
  expect(await life.valueOf('training-cost', 'deepseek-v3')).toBeCloseTo(5.576e6, 0);
  await expectAccessible();
});
