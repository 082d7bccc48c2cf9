import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserArguments } from './browser.mjs';
import { build, exportDirectory, isFresh } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { serve } from './serve.mjs';

/** `node scripts/make-screenshot.mjs`: docs/screenshot.png, the picture in the README, taken of the exported site. */
if (!isFresh()) await build();
const site = await serve({ directory: exportDirectory, host: 'localhost' });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce', deviceScaleFactor: 1.5 });
  await page.goto(`${site.url}learn/what-happens/?engine=recorded`, { waitUntil: 'networkidle' });
  const widget = page.locator('[data-widget="next-token"]');
  await widget.scrollIntoViewIfNeeded();
  await page.locator('[data-widget="next-token"]:not([data-status="loading"])').waitFor();
  await widget.evaluate((element) => element.closest('figure')?.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: fileURLToPath(new URL('../docs/screenshot.png', import.meta.url)) });
} finally {
  await browser.close();
  await site.close();
}
