import { expect, lessons, pages, test } from '../fixtures/test';

test.use({ javaScriptEnabled: false });

for (const path of pages) {
  test(`${path} can be read without JavaScript`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('h1')).toBeVisible();
    expect((await page.locator('main').innerText()).length).toBeGreaterThan(300);
  });
}

for (const [path, widget] of [
  ['/', 'home-writer'],
  ['/learn/what-happens/', 'next-token'],
] as const) {
  test(`${path} shows recorded text without JavaScript`, async ({ page }) => {
    await page.goto(path);
    const root = page.locator(`[data-widget="${widget}"]`);
    await expect(root).toHaveAttribute('data-engine', 'recorded');
    await expect(root.locator('[data-generated]').first()).toBeVisible();
    expect((await root.locator('[data-generated]').first().innerText()).trim().length).toBeGreaterThan(20);
  });
}

for (const path of lessons) {
  test(`${path} has its figures’ takeaways without JavaScript`, async ({ page }) => {
    await page.goto(path);
    const figures = page.locator('main figure[id^="figure-"]');
    expect(await figures.count()).toBeGreaterThanOrEqual(2);
    for (const figure of await figures.all()) await expect(figure.locator('figcaption p').first()).toBeVisible();
  });
}
