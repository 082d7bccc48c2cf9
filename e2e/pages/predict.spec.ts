import { collectLayoutShifts } from '../fixtures/layout-shift';
import { expect, test } from '../fixtures/test';

const lesson = '/learn/what-happens/?engine=recorded';
const number = '[data-predict="what-happens-tokens"]';
const choice = '[data-predict="what-happens-next-token"]';

test('a guess by keyboard: the address stays, and the focus goes to the outcome and back', async ({ page }) => {
  await page.goto(lesson);
  const predict = page.locator(number);
  const outcome = predict.getByRole('status');
  await expect(outcome).toHaveText('');
  await predict.locator('input').fill('9');
  await page.keyboard.press('Enter');
  await expect(outcome).toHaveText('You guessed 9; it is 14 tokens: 5 too few.');
  await expect(outcome).toBeFocused();
  await expect(page).toHaveURL(lesson);
  await predict.getByRole('button', { name: 'Guess again' }).click();
  await expect(predict.locator('input')).toBeFocused();
  await predict.getByRole('button', { name: 'Skip' }).click();
  await expect(outcome).toBeFocused();
  await expect(outcome).toHaveText('The result: 14 tokens.');
});

test('no guess can be sent before the page is alive', async ({ page, request }) => {
  const html = await (await request.get(lesson)).text();
  await page.route('**/*.js', (route) => route.abort());
  await page.setContent(html);
  for (const field of await page.locator('.predict-form :is(input, button)').all()) await expect(field).toBeDisabled();
});

for (const width of [390, 1280]) {
  test(`a guess of an earlier visit is shown again, and moves nothing, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(lesson);
    await page.locator(number).locator('input').fill('9');
    await page.locator(number).getByRole('button', { name: 'That is my guess' }).click();
    await page.locator(choice).getByLabel('there').check();
    await page.locator(choice).getByRole('button', { name: 'That is my guess' }).click();

    const heights = () => page.locator('.predict').evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height));
    const before = await heights();
    await page.locator(number).getByRole('button', { name: 'Guess again' }).click();
    expect(await heights()).toEqual(before);
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');

    const shifts = await collectLayoutShifts(page);
    await page.reload({ waitUntil: 'networkidle' });
    for (const predict of await page.locator('.predict').all()) {
      await predict.scrollIntoViewIfNeeded();
      await expect(predict.getByRole('status')).toHaveText(/^You guessed/);
    }
    expect(await heights()).toEqual(before);
    expect((await shifts()).reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(0.001);
  });
}
