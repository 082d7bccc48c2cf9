import { readFileSync } from 'node:fs';
import { differences, widgetsTable } from '../../scripts/docs/widgets-table.mjs';
import { bareFigures } from '../fixtures/bare-figures';
import { seenMeasures } from '../fixtures/seen-measures';
import { chooseTheme, expect, lessons, tabTo, test } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';

const { widgets, measures } = widgetsTable(readFileSync('docs/widgets.md', 'utf8'));

/** What holds for the figures of every lesson, whatever they show; what each of them teaches is its own spec's. */
test.use({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });

/** Sets the training's own field for steps. */
async function shorten({ root }: Widget): Promise<void> {
  await root.locator('details.settings summary').click();
  await root.locator('[data-control="steps"]').fill('20');
}

for (const path of lessons) {
  test(`${path}: on a phone and by keyboard, each figure runs live to its end, with provenance, within the page, and axe finds nothing`, { tag: '@any-engine' }, async ({ page, widget, expectAccessible }) => {
    test.slow();
    await page.goto(`${path}?engine=cpu`);
    const names = await page.locator('main [data-widget]').evaluateAll((elements) => elements.map((element) => (element as HTMLElement).dataset.widget!));
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const name of names) {
      const figure = widget(name);
      await figure.approach();
      await figure.settle();
      if ((await figure.action('run').count()) === 0) {
        await figure.expectStatus('done');
        continue;
      }
      // Its whole run takes a minute, and longer beside other tests: a reader may ask for fewer steps.
      if (name === 'train-live') await shorten(figure);
      // A control may be reached from the one before it, without a mouse; the page is long.
      await tabTo(page, `[data-widget="${name}"] [data-action="run"]`, 400);
      await page.keyboard.press('Enter');
      // What stood there before was recorded, and over; a few figures have nothing but their recording to run.
      const isLive = widgets.find((one) => one.name === name)!.engines.includes('cpu');
      if (isLive) await figure.expectEngine('cpu');
      await figure.expectStatus('done');
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'nothing sticks out').toBeLessThanOrEqual(0);
    expect(await bareFigures(page)).toEqual([]);
    expect(
      differences(
        measures.filter((measure) => names.includes(measure.widget)),
        await seenMeasures(page, 'main [data-widget]'),
        ['after a run'],
      ),
    ).toEqual([]);
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(page, theme);
      await expectAccessible();
    }
  });
}
