import { expect, test } from '../fixtures/test';
import { comeNear } from '../fixtures/widget';

/** West of UTC, where a date without a time is still the day before by the reader's own clock. */
test.use({ timezoneId: 'America/New_York' });

for (const path of ['/?engine=recorded', '/learn/what-happens/?engine=recorded', '/lab/?engine=recorded']) {
  test(`${path} says the dates of its HTML to a reader in New York`, async ({ page, request }) => {
    const html = await (await request.get(path)).text();
    // Where the two differ, React throws while it takes the page over, and the `quiet` fixture fails.
    await page.goto(path);
    const widgets = page.locator('[data-widget]');
    await expect(widgets.first()).toBeVisible();
    for (const widget of await widgets.all()) {
      await comeNear(widget);
      await expect(widget).not.toHaveAttribute('data-status', 'loading');
    }
    const dates = (await page.locator('main').textContent())?.match(/\d{1,2} [A-Z][a-z]+ 20\d\d/g) ?? [];
    expect(dates.length, 'dates on the page').toBeGreaterThan(0);
    for (const date of new Set(dates)) expect(html).toContain(date);
  });
}
