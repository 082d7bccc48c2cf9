import { readFileSync } from 'node:fs';
import type { PredictedRow, PredictionTable } from '../../content/published/predictions';
import { rowSources } from '../../content/published/row-sources';
import { expect, tabTo, test } from '../fixtures/test';

const path = '/economics/';
const { rows } = JSON.parse(readFileSync(new URL('../../content/published/predictions.json', import.meta.url), 'utf8')) as PredictionTable;
const shown = rows.filter(({ source }) => rowSources[source]);
const idsOf = (some: readonly PredictedRow[]) => some.map(({ id }) => id).toSorted();
const groups = [...new Set(shown.map(({ group }) => group))];

test('its tables have every row with a dated source once, and no other, worst first', async ({ page }) => {
  await page.goto(path);
  expect(shown.length).toBeGreaterThan(100);
  const tables = page.locator('details[data-group]');
  await expect(tables).toHaveCount(groups.length);
  const found: string[] = [];
  for (const group of groups) {
    const lines = await page.locator(`details[data-group="${group}"] tr[data-row]`).evaluateAll((elements) => elements.map((element) => [element.getAttribute('data-row')!, Number(element.getAttribute('data-ratio'))] as const));
    found.push(...lines.map(([id]) => id));
    const distances = lines.map(([, ratio]) => Math.abs(Math.log(ratio)));
    expect(distances, group).toEqual(distances.toSorted((a, b) => b - a));
  }
  expect(found.toSorted()).toEqual(idsOf(shown));
});

test('its medians are those of the rows', async ({ page }) => {
  await page.goto(path);
  for (const group of groups) {
    for (const [measure, fitted] of [['median-error', false], ['median-error-fitted', true]] as const) {
      const errors = shown.filter((row) => row.group === group && row.fitted === fitted).map(({ ratio }) => Math.abs(ratio - 1)).toSorted((a, b) => a - b);
      const figure = page.locator(`[data-measure="${measure}"][data-case="${group}"]`);
      if (errors.length === 0) {
        await expect(figure).toHaveCount(0);
        continue;
      }
      const half = (errors.length - 1) / 2;
      const median = (errors[Math.floor(half)] + errors[Math.ceil(half)]) / 2;
      expect(Number(await figure.getAttribute('data-value')), `${measure} of ${group}`).toBeCloseTo(median, 9);
    }
  }
});

for (const [name, unit] of [['Speeds', 'tok/s'], ['Times', 'ms']] as const) {
  test(`${name}: a mark for every row, the same numbers in a table, saved as CSV and as PNG`, async ({ page }) => {
    await page.goto(path);
    const drawn = shown.filter((row) => row.unit === unit && !['exact', 'precision-ratio'].includes(row.group));
    const chart = page.getByRole('group', { name: new RegExp(`^${name}:`) });
    await expect(chart.getByRole('img', { name: /published rows that no constant was fitted on/ })).toBeVisible();
    await expect(chart.locator('.scatter-box path title')).toHaveCount(drawn.length);
    await chart.getByText('Numbers and export').click();
    await expect(chart.locator('tbody tr')).toHaveCount(drawn.length);

    const csv = page.waitForEvent('download');
    await chart.getByRole('button', { name: 'Save as CSV' }).click();
    const lines = readFileSync(await (await csv).path(), 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toContain(`"published, ${unit}"`);
    expect(lines.slice(1).map((line) => line.split(',')[0]).toSorted()).toEqual(idsOf(drawn));

    const png = page.waitForEvent('download');
    await chart.getByRole('button', { name: 'Save as PNG' }).click();
    expect(readFileSync(await (await png).path()).subarray(1, 4).toString()).toBe('PNG');
  });
}

test('by keyboard: a group opens, its table is reached, a row leads to its source', async ({ page }) => {
  await page.goto(path);
  const group = page.locator('details[data-group]').first();
  await page.locator('#every-row').focus();
  await tabTo(page, 'details[data-group] > summary', 1);
  await page.keyboard.press('Enter');
  await expect(group.locator('tr[data-row]').first()).toBeVisible();
  await tabTo(page, '[data-group] .table-scroll', 1);
  await tabTo(page, '[data-row] a', 1);
  const target = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  await page.keyboard.press('Enter');
  await expect(page.locator(target!)).toBeInViewport();
});

// Every theme with all tables closed is every-page.spec.ts's; axe takes half a minute for all of them opened.
test('opened, on a phone: axe finds nothing, and nothing sticks out', async ({ page, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(path);
  // Drawn for the width it really has: the script is there.
  await expect(page.locator('.scatter-box svg').first()).not.toHaveAttribute('viewBox', '0 0 560 560');
  for (const summary of await page.locator('summary').all()) await summary.click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.toggleAttribute('open', one.matches('[data-group="saturated"]'))));
  await expectAccessible();
});
