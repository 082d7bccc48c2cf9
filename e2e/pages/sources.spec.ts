import { expect, test } from '../fixtures/test';

const lesson = '/learn/what-happens/';

test('the note under a published number leads to its source, and that back to the lesson', async ({ page }) => {
  await page.goto(`${lesson}?engine=recorded`);
  const number = page.locator('[data-measure="llama-parameters"]').first();
  await number.focus();
  await page.keyboard.press('Enter');
  // Its title comes when the note is opened.
  await expect(page.getByRole('link', { name: /The Llama 3 Herd of Models, 31 July 2024/ }).locator('visible=true')).toHaveAttribute('href', /arxiv\.org/);
  await page.getByRole('link', { name: 'All figures from this source' }).locator('visible=true').click();
  await expect(page).toHaveURL(/\/sources\/#llama-3$/);
  const source = page.locator('[id="llama-3"]');
  await expect(source).toBeInViewport();
  await expect(source.getByRole('row', { name: /^Llama 3\.1 405B: parameters/ })).toContainText('405 billion');
  await source.getByRole('link', { name: /^Lesson 2/ }).click();
  await expect(page).toHaveURL(lesson);
});

test('every source has its figures, or says why not, with a date and a link out', async ({ page }) => {
  await page.goto('/sources/');
  const sources = await page.locator('main section[id]').evaluateAll((sections) =>
    sections.map((section) => ({
      id: section.id,
      text: section.textContent ?? '',
      date: section.querySelector('.source-about')?.textContent ?? '',
      rows: section.querySelectorAll('tbody tr').length,
      link: section.querySelector('h2 a')?.getAttribute('href') ?? '',
    })),
  );
  expect(sources.length).toBeGreaterThan(50);
  for (const { id, text, date, rows, link } of sources) {
    expect(date, id).toMatch(/^((\d{1,2} )?[A-Z][a-z]+ )?20\d\d$/);
    expect(rows > 0 || text.includes('no page shows one'), id).toBe(true);
    expect(link, id).toMatch(/^https:/);
  }
});
