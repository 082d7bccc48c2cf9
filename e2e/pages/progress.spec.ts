import type { Locator } from '@playwright/test';
import { lessons, expect, test } from '../fixtures/test';

const lesson = '/learn/what-happens/?engine=recorded';
const summary = '/learn/what-happens/summary/';

/** What an element says itself, without the chip and the note in it. */
const sentenceOf = (element: Locator) => element.evaluate((found) => [...found.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent).join('').trim());

test('what a reader did is found again on the lesson, the map and the summary, and can be forgotten', async ({ page }) => {
  const standing = page.locator('.course-row', { hasText: 'What happens during inference' }).locator('.course-standing');
  await page.goto('/?engine=recorded');
  await expect(standing).toBeEmpty();

  await page.goto(lesson);
  const predict = page.locator('[data-predict="what-happens-tokens"]');
  await predict.locator('input').fill('9');
  await page.keyboard.press('Enter');
  await page.goto('/?engine=recorded');
  await expect(standing).toContainText('begun');

  await page.goto(lesson);
  const check = page.locator('.check-question').nth(1);
  await check.getByText('The weights: it learnt something').click();
  await expect(check.locator('.check-feedback:visible')).toHaveText(/^Not quite/);
  await page.reload();
  await expect(check.locator('.check-feedback:visible')).toHaveText(/^Not quite/);
  await expect(page.locator('.check-question').first().locator('.check-feedback:visible')).toHaveCount(0);

  await page.locator('.recap').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('lesson-what-happens'))).toBe('finished');
  await page.goto('/?engine=recorded');
  await expect(standing).toContainText('finished');

  await standing.getByRole('link').click();
  await expect(page).toHaveURL(summary);
  await expect.poll(() => sentenceOf(page.locator('.kept-guess').first())).toBe('You guessed 9; it is 14 tokens: 5 too few.');
  await expect(page.locator('.kept-guess').nth(1)).toHaveText('The result: a comma.');
  await expect(page.locator('.kept-answer').nth(1)).toContainText('You said: The weights');
  await expect(page.locator('.kept-answer').first()).toContainText('not answered');

  await page.getByRole('button', { name: 'Forget my progress' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.locator('.kept-guess').first()).toContainText('You guessed 9');
  await page.getByRole('button', { name: 'Forget my progress' }).click();
  await page.getByRole('button', { name: 'Delete it all' }).click();
  await expect(page.locator('.forget-progress [role="status"]')).toBeFocused();
  await expect.poll(() => sentenceOf(page.locator('.kept-guess').first())).toBe('The result: 14 tokens.');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /guess|check|lesson|tasks/.test(key)))).toEqual([]);
});

test('a task done in the lesson is ticked on its summary', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('tasks-done', '["next-token-stepped"]'));
  await page.goto(summary);
  await expect(page.locator('[data-task="next-token-stepped"]')).toHaveAttribute('data-done', 'true');
  await expect(page.locator('[data-task][data-done="true"]')).toHaveCount(1);
});

for (const path of lessons) {
  test(`${path} ends with a way to its summary, which fits on two sheets of paper`, async ({ page }) => {
    await page.goto(`${path}?engine=recorded`);
    await page.getByRole('link', { name: 'Your summary of this lesson' }).click();
    await expect(page).toHaveURL(`${path}summary/`);
    await expect(page.locator('.summary-part').first()).toContainText('Can you');
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
  });
}
