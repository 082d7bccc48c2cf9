import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('the device page measures the device, and a layer of a real model, each figure with where it comes from', async ({ page, expectAccessible }, { project }) => {
  test.slow();
  await page.goto(`/device/?engine=${project.name}`);
  const report = new Widget(page, 'device-report');
  await expect(report.action('run')).toBeEnabled({ timeout: 90_000 });
  await report.press('run');
  for (const name of ['copy-bandwidth', 'multiply-add-peak', 'launch-overhead', 'readback-time']) {
    // On the CPU there is nothing to read back, and the clock shows none.
    expect(await report.valueOf(name), name).toBeGreaterThanOrEqual(0);
    await expect(report.measure(name)).toHaveAttribute('data-provenance', 'measured');
  }
  await report.root.locator('[data-action="measure-layer"]').click();
  for (const name of ['layer-ms', 'head-ms', 'decode-tokens-per-second', 'weight-bytes']) expect(await report.valueOf(name, 'SmolLM2-135M-q4'), name).toBeGreaterThan(0);
  await expectAccessible();
});
