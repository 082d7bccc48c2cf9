import { expect, test } from '../fixtures/test';

test('two widgets generate at once: one waits its turn, both finish', async ({ page, widget }, { project }) => {
  await page.goto(`/lab/?engine=${project.name}`);
  const writer = widget('home-writer');
  const figure = widget('next-token');
  await writer.settle();
  await figure.settle();
  await writer.press('run');
  await figure.press('run');
  await writer.expectEngine(project.name as 'webgpu' | 'cpu');
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  await writer.expectStatus('done');
  await figure.expectStatus('done');
  expect((await writer.generatedText()).length).toBeGreaterThan(60);
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', '120');
});
