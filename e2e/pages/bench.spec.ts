import { readdirSync, readFileSync } from 'node:fs';
import { shownMeasures } from '../../app/bench/shown';
import { parseBenchRun } from '../../content/bench/run';
import { meansOf, rowsOfMeasure } from '../../lib/measure/side-by-side';
import { expect, tabTo, test } from '../fixtures/test';

const path = '/bench/?engine=recorded';
const folder = new URL('../../content/bench/', import.meta.url);
const runs = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'work.json')
  .map((file) => parseBenchRun(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file))
  .toSorted((one, other) => other.date.localeCompare(one.date));

/** The processor’s rows stand above those of WebGPU. */
const drawnOrder = (rows: ReturnType<typeof rowsOfMeasure>) => [...rows.filter((row) => meansOf(row) === 'processor'), ...rows.filter((row) => meansOf(row) === 'webgpu')];

test('says how many runs are published, and shows the newest', async ({ page }) => {
  await page.goto(path);
  await expect(page.locator('[data-published]')).toHaveAttribute('data-published', String(runs.length));
  const [newest] = runs;
  const drawn = newest ? shownMeasures.filter(({ name }) => rowsOfMeasure(newest, name).length > 0) : [];
  await expect(page.locator('[data-compared]')).toHaveCount(drawn.length);
  for (const { name } of drawn) {
    const chart = page.locator(`[data-compared="${name}"]`);
    const rows = rowsOfMeasure(newest, name);
    await expect(chart.locator('[data-measure]')).toHaveCount(rows.length);
    const medians = await chart.locator('[data-measure]').evaluateAll((elements) => elements.map((element) => Number((element as HTMLElement).dataset.value)));
    expect(medians, name).toHaveLength(rows.length);
    for (const [index, { median }] of drawnOrder(rows).entries()) expect(medians[index], `${name}, row ${index + 1}`).toBeCloseTo(median, 6);

    await chart.getByText('Numbers and export').click();
    await expect(chart.locator('tbody tr')).toHaveCount(rows.length);
    const csv = page.waitForEvent('download');
    await chart.getByRole('button', { name: 'Save as CSV' }).click();
    expect(readFileSync(await (await csv).path(), 'utf8').trimEnd().split('\r\n')).toHaveLength(rows.length + 1);
  }
});

test('an address for recordings starts nothing: the run waits, and says why', async ({ page, widget }) => {
  await page.goto(path);
  const bench = widget('bench-run');
  await bench.expectStatus('idle');
  await expect(bench.action('run')).toBeDisabled();
  await expect(bench.root).toContainText('asks for recordings only');
});

test('by keyboard: from the head to the reader’s own run', async ({ page }) => {
  await page.goto('/bench/');
  await tabTo(page, 'a[href="#here"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('#here')).toBeInViewport();
  await tabTo(page, '[data-widget="bench-run"] [data-action="run"]', 12);
});

test('settings are in the link, and a damaged link is told', async ({ page, widget }) => {
  await page.goto(path);
  const bench = widget('bench-run');
  await bench.root.getByRole('radio', { name: 'q4' }).check();
  await expect(page).toHaveURL(/#w\.bench-run=/);
  // The address is written once the settings rest: that of the first of them is not the link of both.
  const first = page.url();
  await bench.root.getByRole('radio', { name: 'CPU' }).check();
  await expect(page).not.toHaveURL(first);
  const link = page.url();
  await page.goto('/');
  await page.goto(link);
  await expect(bench.root.getByRole('radio', { name: 'q4' })).toBeChecked();
  await expect(bench.root.getByRole('radio', { name: 'CPU' })).toBeChecked();
  await page.goto('/');
  await page.goto(`${path}#w.bench-run=nonsense`);
  await expect(bench.root).toContainText('The link is damaged');
});
