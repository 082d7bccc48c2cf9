import { expect, test } from '../fixtures/test';

const figures = ['first-token', 'prefill', 'decode', 'throughput-8'] as const;

test('the bench runs ours on this device, each figure measured; another run stands beside it', async ({ page, widget, expectAccessible }, { project }) => {
  test.slow();
  const backend = project.name as 'webgpu' | 'cpu';
  await page.goto(`/bench/?engine=${backend}`);
  const bench = widget('bench-run');
  await bench.expectStatus('idle');
  // That runs stand beside each other has nothing to do with the engine: on the faster one.
  const precisions = backend === 'cpu' ? ['q8', 'q4'] : ['q8'];
  for (const precision of precisions) {
    await bench.root.getByRole('radio', { name: precision }).check();
    await bench.press('run');
    await bench.expectStatus('running');
    await bench.expectStatus('done');
    await bench.expectEngine(backend);
    for (const name of figures) {
      expect(await bench.valueOf(name, `${backend}-${precision}`), name).toBeGreaterThan(0);
      await expect(bench.measure(name, `${backend}-${precision}`)).toHaveAttribute('data-provenance', 'measured');
    }
    expect((await bench.generatedText()).length).toBeGreaterThan(60);
  }
  await expect(bench.measure('decode', `${backend}-q8`), 'the first run is still there').toBeVisible();
  await expectAccessible();
});

test('a run that is stopped can be begun again @any-engine', async ({ page, widget }) => {
  await page.goto('/bench/?engine=cpu');
  const bench = widget('bench-run');
  await bench.press('run');
  await bench.press('stop');
  await bench.expectStatus('idle');
  await expect(bench.root.locator('[data-provenance="measured"]')).toHaveCount(0);
  await bench.press('run');
  await bench.expectStatus('done');
  expect(await bench.valueOf('decode', 'cpu-q8')).toBeGreaterThan(0);
});
