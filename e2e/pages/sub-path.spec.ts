import { subPathSite } from '../../scripts/build.mjs';
import { serve } from '../../scripts/serve.mjs';
import { expect, test as base } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const { basePath } = subPathSite;

type Site = Awaited<ReturnType<typeof serve>>;

const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => {
      const site = await serve({ ...subPathSite, port: 0, host: 'localhost' });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

test('the site works under a sub-path: pages, links, recordings, worker and model', async ({ page, site }) => {
  const strays: string[] = [];
  const missing: string[] = [];
  page.context().on('request', (request) => {
    const { pathname, protocol } = new URL(request.url());
    if (protocol === 'http:' && !pathname.startsWith(`${basePath}/`)) strays.push(pathname);
  });
  page.context().on('response', (response) => {
    if (response.status() >= 400) missing.push(`${response.status()} ${response.url()}`);
  });

  await page.goto(`${site.url}learn/what-happens/?engine=cpu`, { waitUntil: 'networkidle' });
  const widget = new Widget(page, 'next-token');
  await widget.settle();
  await widget.press('run');
  await widget.expectEngine('cpu');
  await widget.expectGeneratedBeyond(40);

  await page.goto(site.url, { waitUntil: 'networkidle' });
  await page.locator(`a[href="${basePath}/lab/"]`).first().click();
  await expect(page).toHaveURL(`${site.url}lab/`);
  await expect(page.locator('h1')).toBeVisible();
  const image = await page.locator('meta[property="og:image"]').getAttribute('content');
  expect(new URL(image ?? '', site.url).pathname).toMatch(new RegExp(`^${basePath}/`));

  expect(strays, 'nothing is asked for outside the sub-path').toEqual([]);
  expect(missing, 'nothing is missing').toEqual([]);
});
