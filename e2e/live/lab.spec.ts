import { expect, test } from '../fixtures/test';
import { watchWorkers } from '../fixtures/worker-watch';

test('two widgets generate at once: one waits its turn, both finish', { tag: '@any-engine' }, async ({ page, widget }, { project }) => {
  const workers = await watchWorkers(page);
  await page.goto(`/lab/?engine=${project.name}`);
  const writer = widget('home-writer');
  const figure = widget('next-token');
  await writer.settle();
  await figure.settle();
  for (const widget of [writer, figure]) await expect(widget.root.locator('.engine-line')).not.toContainText(/Fetching|Reading|Compiling|Checking|Getting/, { timeout: 90_000 });
  // In one breath, or a fast engine would be through with the first before the second is asked for.
  await page.evaluate(() => {
    for (const name of ['home-writer', 'next-token']) document.querySelector<HTMLElement>(`[data-widget="${name}"] [data-action="run"]`)!.click();
  });
  await writer.expectEngine(project.name as 'webgpu' | 'cpu');
  await figure.expectEngine(project.name as 'webgpu' | 'cpu');
  await writer.expectStatus('done');
  await figure.expectStatus('done');
  expect(await workers.mostPending(), 'asked for at once').toBeGreaterThan(1);
  const turns = await workers.turns();
  expect(new Set(turns).size, `no run writes in the midst of another: ${turns.join(', ')}`).toBe(turns.length);
  expect((await writer.generatedText()).length).toBeGreaterThan(60);
  await expect(figure.measure('tokens-written')).toHaveAttribute('data-value', '120');
});
