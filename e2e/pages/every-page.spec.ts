import type { APIRequestContext, Page } from '@playwright/test';
import { bareFigures } from '../fixtures/bare-figures';
import { chooseTheme, expect, lessons, lookAtEach, pages, tabTo, test, themes } from '../fixtures/test';
import { collectLayoutShifts } from '../fixtures/layout-shift';

/** Recorded: no download and no compile, so what is drawn is the same every time. The live runs have specs of their own. */
const recorded = (path: string): string => `${path}?engine=recorded`;
const notFound = '/no-such-page/';
const ownNotFound = /status of 404/;

test.describe('looks', () => {
  test.use({ reducedMotion: 'reduce', allowedErrors: ownNotFound });

  for (const path of [...pages, notFound]) {
    test(`${path}: axe finds nothing in light, dark and projector, and nothing sticks out at 390, 1280 and 1920 px`, async ({ page, setTheme, expectAccessible }) => {
      // Three themes in one visit, and axe reads every element in each: on a page of a thousand rows that is half a minute.
      test.slow();
      await setTheme('light');
      await page.goto(recorded(path), { waitUntil: 'networkidle' });
      await lookAtEach(page);
      for (const theme of themes) {
        await chooseTheme(page, theme);
        await expectAccessible();
        for (const width of [390, 1280, 1920]) {
          await page.setViewportSize({ width, height: 800 });
          // Charts hear of their new room in the next frame, and are drawn in the one after.
          await page.evaluate(() => new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled))));
          const { wide, offenders } = await page.evaluate(() => {
            const room = document.documentElement.clientWidth;
            const tooWide = document.documentElement.scrollWidth - room;
            // Looked for only where there is something to find: on pages of a thousand rows it takes seconds.
            const elements = tooWide > 0 ? [...document.querySelectorAll('body *')] : [];
            return { wide: tooWide, offenders: elements.filter((element) => element.getBoundingClientRect().right > room + 1).map((element) => element.outerHTML.slice(0, 120)) };
          });
          expect(wide, `${theme}, ${width} px: ${offenders.slice(0, 5).join('\n')}`).toBeLessThanOrEqual(0);
        }
        await page.setViewportSize({ width: 1280, height: 800 });
      }
    });
  }

  for (const theme of themes) {
    test(`a reader who chose ${theme} earlier has it from the start`, async ({ page, setTheme }) => {
      await setTheme(theme);
      await page.goto(recorded('/'));
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    });
  }
});

/** Pages of the site as they are served, each fetched once by a worker. */
const served = new Map<string, Promise<{ status: number; text: string }>>();

function serve(request: APIRequestContext, path: string): Promise<{ status: number; text: string }> {
  const known = served.get(path) ?? request.get(path).then(async (answer) => ({ status: answer.status(), text: await answer.text() }));
  served.set(path, known);
  return known;
}

/** Where the page's links lead to on this site: paths, each with the places in them. */
async function linksOf(page: Page): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const links = await page.locator('a[href]').evaluateAll((elements) => elements.map((element) => (element as HTMLAnchorElement).href));
  const { origin } = new URL(page.url());
  const wanted = new Map<string, Set<string>>();
  for (const url of links.map((link) => new URL(link)).filter((one) => one.origin === origin)) {
    const fragments = wanted.get(url.pathname) ?? new Set();
    // A fragment of the shape #w.name= is a widget's state, not a place.
    if (url.hash.length > 1 && !url.hash.startsWith('#w.')) fragments.add(decodeURIComponent(url.hash.slice(1)));
    wanted.set(url.pathname, fragments);
  }
  return wanted;
}

/** Loads the page and looks at each of its figures: a shift counts only where it is in view. */
async function expectNoShift(page: Page, address: string): Promise<void> {
  const shifts = await collectLayoutShifts(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  await lookAtEach(page);
  await page.evaluate(() => document.fonts.ready);
  const found = await shifts();
  expect(
    found.reduce((sum, { value }) => sum + value, 0),
    JSON.stringify(found, null, 1),
  ).toBeLessThanOrEqual(0.001);
}

for (const path of pages) {
  test(`${path}: moves nothing while it loads its model`, async ({ page }) => expectNoShift(page, path));

  // What one visit can tell, in one visit: each takes seconds to come to every figure.
  test(`${path}: moves nothing while it loads, no number in a widget, a chart or a readout is without its provenance, every link leads somewhere, it introduces itself, and the keyboard skips to the words`, async ({ page, request, baseURL }) => {
    await test.step('moves nothing', () => expectNoShift(page, recorded(path)));
    await test.step('numbers have their provenance', async () => expect(await bareFigures(page)).toEqual([]));

    await test.step('links lead to the very paragraph', async () => {
      const wanted = await linksOf(page);
      const expected = path === '/' ? lessons : ['/'];
      expect([...wanted.keys()]).toEqual(expect.arrayContaining([...expected]));
      const broken: string[] = [];
      for (const [linked, fragments] of wanted) {
        const { status, text } = await serve(request, linked);
        if (status !== 200) broken.push(`${linked}: ${status}`);
        for (const fragment of fragments) if (!text.includes(`id="${fragment}"`)) broken.push(`${linked}#${fragment}: no such place`);
      }
      expect(broken).toEqual([]);
    });

    await test.step('introduces itself', async () => {
      await expect(page).toHaveTitle(/Forward Pass/);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
      await expect(page.locator('h1')).toHaveCount(1);
      const meta = (name: string) => page.locator(`meta[name="${name}"], meta[property="${name}"]`).first().getAttribute('content');
      expect((await meta('description'))?.length ?? 0).toBeGreaterThan(40);
      expect(await meta('og:title')).toBeTruthy();
      const image = new URL((await meta('og:image')) ?? '', baseURL);
      const answer = await request.get(`${image.pathname}${image.search}`);
      expect(answer.status()).toBe(200);
      const bytes = await answer.body();
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    });

    await test.step('the keyboard skips to the words', async () => {
      await page.keyboard.press('Tab');
      const target = await page.evaluate(() => document.activeElement?.getAttribute('href'));
      expect(target, 'the first stop is a link into the page').toMatch(/^#/);
      await page.keyboard.press('Enter');
      await expect(page.locator(`${target}`)).toBeInViewport();
      await tabTo(page, `${target} a, ${target} button, ${target} input, ${target} textarea, ${target} summary, ${target} select, footer a`, 10);
    });
  });
}

test.describe('a page that is not there', () => {
  test.use({ allowedErrors: ownNotFound });

  test('answers 404, and offers a way back', async ({ page }) => {
    const answer = await page.goto(notFound);
    expect(answer?.status()).toBe(404);
    await page.locator('main a[href="/"]').first().click();
    await expect(page).toHaveURL('/');
    await expect(page.locator('h1')).toBeVisible();
  });
});
