import { type FaultySite, serveFaulty } from '../fixtures/faulty-site';
import { expect, test as base } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';

const test = base.extend<{ site: FaultySite }>({
  site: async ({}, use) => {
    const site = await serveFaulty();
    await use(site);
    await site.close();
  },
  baseURL: async ({ site }, use) => use(site.url),
});

const lesson = '/learn/what-happens/?engine=cpu';
const recordedText = /Lily/;

async function expectRecovery(site: FaultySite, widget: Widget) {
  site.setFault('none');
  await widget.root.locator('[data-action="retry"]').click();
  await expect(widget.root.locator('.notice-error')).toHaveCount(0, { timeout: 60_000 });
  await widget.press('run');
  await widget.expectEngine('cpu');
  await widget.expectGeneratedBeyond(20);
}

/** Keys of what the page has stored; it has opened its database before. */
const keptFiles = () =>
  new Promise<string[]>((resolve, reject) => {
    const opening = indexedDB.open('forward-pass');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const asking = database.transaction('files').objectStore('files').getAllKeys();
      asking.onerror = () => reject(asking.error);
      asking.onsuccess = () => {
        database.close();
        resolve(asking.result.map(String));
      };
    };
  });

/** The same on every engine, so it is tried on one. */
test.describe('weights', () => {
  test.use({ allowedErrors: /status of 404|ERR_/ });

  for (const [fault, words] of [
    ['missing', /not on the server/],
    ['truncated', /too short|truncated|ends|bytes/i],
    ['altered', /altered|changed|SHA-256|not the one/i],
  ] as const) {
    test(`that are ${fault}: said, with a remedy; the recording stays; trying again mends it`, async ({ page, widget, site }) => {
      site.setFault(fault);
      await page.goto(lesson);
      const figure = widget('next-token');
      await figure.approach();
      const notice = figure.root.locator('.notice-error');
      await expect(notice).toContainText(words, { timeout: 60_000 });
      expect((await notice.locator('p').nth(1).innerText()).length, 'a remedy').toBeGreaterThan(10);
      expect(await figure.generatedText()).toMatch(recordedText);
      await expectRecovery(site, figure);
    });
  }

  test('that are missing: the home page too has the reason, and a way to try again', async ({ page, widget, site }) => {
    site.setFault('missing');
    await page.goto('/?engine=cpu');
    const writer = widget('home-writer');
    await expect(writer.root.locator('.notice-error')).toContainText(/not on the server/, { timeout: 60_000 });
    await expectRecovery(site, writer);
  });

  test('cut in mid-download: the rest is fetched, from where it broke off', async ({ page, widget, site }) => {
    site.setFault({ cutAfterBytes: 3_000_000 });
    await page.goto(lesson);
    const figure = widget('next-token');
    await figure.settle();
    await figure.press('run');
    await figure.expectEngine('cpu');
    await figure.expectGeneratedBeyond(20);
    expect(site.ranges[0]).toBe('whole');
    expect(site.ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range)), site.ranges.join('; ')).toBe(true);
    expect(site.ranges.length).toBeGreaterThan(1);
  });

  test('kept from the first visit: the second fetches none', async ({ page, widget, site }) => {
    await page.goto(lesson);
    const figure = widget('next-token');
    await figure.approach();
    await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
    const fetched = site.ranges.length;
    // Written to the disk when there is time: after a first token, or two seconds after the download.
    await expect.poll(() => page.evaluate(keptFiles)).toEqual(expect.arrayContaining([expect.stringMatching(/model\.safetensors#[0-9a-f]{64}$/)]));
    await page.reload();
    await figure.approach();
    await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
    expect(site.ranges.length).toBe(fetched);
  });
});

test('Save-Data: the weights wait for a tap, which says their size', async ({ page, widget, site }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto(lesson);
  const figure = widget('next-token');
  await figure.approach();
  const allow = figure.root.locator('[data-action="allow-download"]');
  await expect(allow).toContainText(/\d\.\d MB/, { timeout: 30_000 });
  expect(await figure.generatedText()).toMatch(recordedText);
  expect(site.ranges).toEqual([]);
  await allow.click();
  await expect(figure.root.locator('.engine-load')).toContainText('ready', { timeout: 60_000 });
  await figure.press('run');
  await figure.expectEngine('cpu');
  expect(site.ranges.length).toBeGreaterThan(0);
});
