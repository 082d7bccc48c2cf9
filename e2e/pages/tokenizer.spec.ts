import { expect, test } from '../fixtures/test';

const lesson = '/learn/what-happens/?engine=cpu';

test('what is typed is cut into tokens, counted, and ticks its tasks', async ({ page, widget, expectAccessible }) => {
  await page.goto(lesson);
  const figure = widget('tokenizer');
  await figure.expectStatus('done');
  await figure.expectEngine('none');
  expect(await figure.valueOf('tokens')).toBe(10);

  const text = figure.root.locator('[data-control="text"]');
  await text.fill('The little girl was unbelievably happy.');
  await expect(figure.measure('tokens')).toHaveAttribute('data-value', '14');
  await expect(figure.root.locator('.piece')).toHaveCount(14);
  await expect(page.locator('[data-task="tokenizer-split-word"]')).toHaveAttribute('data-done', 'true');

  await text.fill('🍓');
  await expect(figure.root.locator('.piece')).toHaveCount(4);
  await expect(figure.root.locator('.split-whole')).toHaveText('🍓');
  await expect(figure.root.locator('.piece-text').first()).toHaveText('⟨F0⟩');
  await expect(figure.measure('characters')).toHaveAttribute('data-value', '1');
  await expect(figure.measure('text-bytes')).toHaveAttribute('data-value', '4');
  await expect(page.locator('[data-task="tokenizer-emoji"]')).toHaveAttribute('data-done', 'true');

  await text.fill('a\u0000\tb\n');
  await expect(figure.root.locator('.pieces')).toContainText('⟨00⟩');
  await expect(figure.root.locator('.pieces')).toContainText('⇥');
  await expect(figure.root.locator('.pieces')).toContainText('↵');

  await text.fill('مرحبا');
  await expect(figure.root.locator('.pieces')).toHaveAttribute('dir', 'rtl');
  await expectAccessible();

  await text.fill('');
  await expect(figure.measure('tokens')).toHaveAttribute('data-value', '0');
  await figure.expectStatus('done');
});

test('its text is in the address, beside the other figure’s', async ({ page, widget, browser, baseURL }) => {
  await page.goto(lesson);
  await widget('tokenizer').settle();
  const text = '[data-widget="tokenizer"] [data-control="text"]';
  await page.locator(text).fill('Grüße, Lily 🍓');
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/w\.tokenizer=/);
  await page.waitForTimeout(600);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator(text)).toHaveValue('Grüße, Lily 🍓');
  await context.close();
});

test('with recordings only: a text that is not among them is no crash, and is not counted', async ({ page, widget }) => {
  await page.goto('/learn/what-happens/?engine=recorded');
  const figure = widget('tokenizer');
  await figure.expectStatus('done');
  await figure.root.locator('[data-control="text"]').fill('Nobody recorded this.');
  await figure.expectStatus('error');
  const notice = figure.root.locator('.notice-error');
  await expect(notice).toContainText('asks for recordings only');
  await expect(notice).toContainText('Choose one of the texts');
  await expect(notice).not.toContainText(/engine stopped|report/);
  await expect(figure.measure('tokens')).toHaveCount(0);
  await figure.root.getByRole('button', { name: 'Numbers' }).click();
  await figure.expectStatus('done');
  expect(await figure.valueOf('characters')).toBe(33);
});

test('ids can be put away', async ({ page, widget }) => {
  await page.goto(lesson);
  const figure = widget('tokenizer');
  await figure.expectStatus('done');
  await expect(figure.root.locator('.piece-id')).toHaveCount(10);
  await figure.root.locator('[data-control="ids"]').focus();
  await page.keyboard.press('Space');
  await expect(figure.root.locator('.piece-id')).toHaveCount(0);
});
