import { expect, lessons, pages, test } from '../fixtures/test';

test.use({ javaScriptEnabled: false });

/** Pages whose first figure shows a recorded text. */
const writers: Readonly<Record<string, string>> = { '/': 'home-writer', '/learn/what-happens/': 'next-token' };

test('recorded text is looked for on pages that there are', () => {
  for (const path of Object.keys(writers)) expect(pages).toContain(path);
});

for (const path of pages) {
  test(`${path} can be read without JavaScript, with its recorded text and its figures’ takeaways`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('h1')).toBeVisible();
    expect((await page.locator('main').innerText()).length).toBeGreaterThan(300);

    if (writers[path]) {
      const root = page.locator(`[data-widget="${writers[path]}"]`);
      await expect(root).toHaveAttribute('data-engine', 'recorded');
      await expect(root.locator('[data-generated]').first()).toBeVisible();
      expect((await root.locator('[data-generated]').first().innerText()).trim().length).toBeGreaterThan(20);
    }

    if (lessons.includes(path)) {
      const figures = page.locator('main figure[id^="figure-"]');
      expect(await figures.count()).toBeGreaterThanOrEqual(2);
      for (const figure of await figures.all()) await expect(figure.locator('figcaption p').first()).toBeVisible();
    }
  });
}
