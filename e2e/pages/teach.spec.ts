import { expect, test } from '../fixtures/test';

test('a link of a class opens its figure in the state that the step needs', async ({ page }) => {
  await page.goto('/teach/');
  const step = page.locator('#what-happens .teach-plan > li', { hasText: 'Paris' });
  await step.getByRole('link').click();
  const figure = page.locator('[data-widget="next-token"]');
  await expect(figure).toBeInViewport();
  await expect(figure.locator('[data-control="prompt"]')).toHaveValue('The capital of France is');
});

test('an address with the state of a figure shows that figure', async ({ page }) => {
  await page.goto('/teach/');
  const address = await page.locator('#what-happens .teach-open a[href*="#w.tokenizer"]').first().getAttribute('href');
  await page.goto(address!);
  await expect(page.locator('[data-widget="tokenizer"]')).toBeInViewport();
  await expect(page.locator('[data-widget="tokenizer"] textarea')).toHaveValue('The little girl was unbelievably happy.');
});
