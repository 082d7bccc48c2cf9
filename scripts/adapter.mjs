import { chromium } from 'playwright';
import { browserArguments } from './browser.mjs';

/**
 * Asks a browser for its WebGPU adapter, on a page of our own (WebGPU needs a secure context, so not on about:blank).
 * @param {string} executablePath
 * @param {readonly string[]} args
 * @returns {Promise<string | null>} the adapter in words; null where there is none
 */
export async function describeAdapter(executablePath, args = browserArguments) {
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const page = await browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<title>adapter</title>' }));
    await page.goto('https://localhost/');
    return await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      if (!adapter) return null;
      const { vendor, architecture, description } = adapter.info;
      return [vendor, architecture, description].filter(Boolean).join(' ') || 'an adapter without a name';
    });
  } finally {
    await browser.close();
  }
}
