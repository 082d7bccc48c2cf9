import { readFileSync } from 'node:fs';
import { differences, widgetsTable } from '../../scripts/docs/widgets-table.mjs';
import { seenMeasures } from '../fixtures/seen-measures';
import { expect, test } from '../fixtures/test';

const { widgets, measures } = widgetsTable(readFileSync('docs/widgets.md', 'utf8'));

test('docs/widgets.md says of every widget of the lab what it shows there, and no more', async ({ page, widget }) => {
  await page.goto('/lab/?engine=recorded', { waitUntil: 'networkidle' });
  const names = await page.locator('[data-widget]').evaluateAll((elements) => elements.map((element) => (element as HTMLElement).dataset.widget!));
  expect(names.toSorted()).toEqual(widgets.map(({ name }) => name).toSorted());
  for (const { name, engines, controls } of widgets) {
    const one = widget(name);
    await one.settle();
    expect(engines, `the engine of ${name}`).toContain(await one.root.getAttribute('data-engine'));
    const promised = ['run', 'stop', 'pause', 'play', 'step', 'rewind', 'reset'];
    const shown = await one.root.locator('[data-action]').evaluateAll((elements) => elements.map((element) => (element as HTMLElement).dataset.action!));
    expect(controls, `the controls of ${name}`).toEqual(expect.arrayContaining(shown.filter((action) => promised.includes(action))));
  }
  expect(differences(measures, await seenMeasures(page), ['at rest'])).toEqual([]);
});
