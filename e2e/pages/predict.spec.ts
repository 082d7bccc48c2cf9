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

test.describe('a guess that is drawn', () => {
  const drawn = '[data-predict="quantisation-perplexity"]';

  for (const width of [390, 1280]) {
    test(`by dragging, by drawing across, and by keys, at ${width} px; its results stand beside it, and nothing moves`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/learn/quantisation/?engine=recorded');
      const predict = page.locator(drawn);
      // At once: its script takes the HTML's place while it comes into view.
      await predict.evaluate((element) => element.scrollIntoView());
      const points = predict.getByRole('slider');
      await expect(points).toHaveCount(4);
      const values = () => points.evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('aria-valuenow'))));
      const height = async () => (await predict.boundingBox())!.height;
      const before = { height: await height(), values: await values() };

      await points.first().focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('PageUp');
      const keyed = await values();
      expect(keyed[0]).toBeGreaterThan(before.values[0]);
      expect(keyed.slice(1)).toEqual(before.values.slice(1));
      await expect(points.first()).toHaveAttribute('aria-valuetext', new RegExp(`^${keyed[0].toLocaleString('en-GB')}`));
      await page.keyboard.press('Home');
      expect((await values())[0]).toBe(Number(await points.first().getAttribute('aria-valuemin')));

      const point = (await points.nth(1).boundingBox())!;
      await page.mouse.move(point.x + point.width / 2, point.y + point.height / 2);
      await page.mouse.down();
      await page.mouse.move(point.x + point.width / 2, point.y + point.height / 2 + 40, { steps: 4 });
      await page.mouse.up();
      await expect(points.nth(1)).toBeFocused();
      expect((await values())[1]).toBeLessThan(before.values[1]);

      // On the ground above all points: along the top of the chart.
      const plot = (await predict.locator('.guess-plot').boundingBox())!;
      await page.mouse.move(plot.x + 4, plot.y + 2);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width - 4, plot.y + 2, { steps: 16 });
      await page.mouse.up();
      const top = Number(await points.first().getAttribute('aria-valuemax'));
      for (const value of await values()) expect(value).toBeGreaterThan(top * 0.9);

      await predict.getByRole('button', { name: 'That is my guess' }).click();
      const outcome = predict.getByRole('status');
      await expect(outcome).toBeFocused();
      await expect(outcome).toHaveText(/^Farthest off at .*times too high\.$/);
      await expect(points).toHaveCount(0);
      await expect(predict.locator('[data-measure="perplexity-q2"][data-case="q2"]')).toBeVisible();
      expect(await height()).toBe(before.height);

      await page.reload();
      await predict.evaluate((element) => element.scrollIntoView());
      await expect(outcome).toHaveText(/^Farthest off/);
      expect(await height()).toBe(before.height);
      await predict.getByRole('button', { name: 'Guess again' }).click();
      await expect(points.first()).toBeFocused();
      for (const value of await values()) expect(value).toBeGreaterThan(top * 0.9);
      await predict.getByRole('button', { name: 'Skip' }).click();
      await expect(outcome).toHaveText(/^The result: f16 /);
    });
  }

  test.describe('by a finger', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test('across the chart it draws, and does not scroll the page; up and down beside the chart it scrolls', async ({ page }) => {
      await page.goto('/learn/quantisation/?engine=recorded');
      const predict = page.locator(drawn);
      await predict.evaluate((element) => element.scrollIntoView());
      const points = predict.getByRole('slider');
      await expect(points).toHaveCount(4);
      const values = () => points.evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('aria-valuenow'))));
      const before = { values: await values(), scroll: await page.evaluate(() => scrollY) };
      const plot = (await predict.locator('.guess-plot').boundingBox())!;
      // Playwright has taps only: the rest is said to the browser itself.
      const browser = await page.context().newCDPSession(page);
      const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) => browser.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined || y === undefined ? [] : [{ x, y }] });
      const stroke = async (from: readonly [number, number], to: readonly [number, number]) => {
        await finger('touchStart', ...from);
        for (let part = 1; part <= 12; part += 1) await finger('touchMove', from[0] + ((to[0] - from[0]) * part) / 12, from[1] + ((to[1] - from[1]) * part) / 12);
        await finger('touchEnd');
      };

      await stroke([plot.x + 6, plot.y + plot.height - 6], [plot.x + plot.width - 6, plot.y + 4]);
      const after = await values();
      expect(after).not.toEqual(before.values);
      for (const [place, value] of after.entries()) if (place > 0) expect(value).toBeGreaterThan(after[place - 1]);
      expect(await page.evaluate(() => scrollY), 'the page rests while a finger draws').toBe(before.scroll);

      await stroke([plot.x + 40, plot.y - 30], [plot.x + 40, plot.y - 230]);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before.scroll);
      expect(await values()).toEqual(after);
    });
  });
});
