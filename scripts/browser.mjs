import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/**
 * Flags for a headless Chromium that has WebGPU (a software adapter where there is no GPU) and asks no host anything:
 * the background networking, component updates and sync of a desktop browser are off.
 */
export const browserArguments = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The same without WebGPU: Chromium offers no software adapter unasked, and `--disable-gpu` takes a real one away. e2e/live checks that it is so. */
export const browserArgumentsWithoutWebGpu = [...browserArguments.filter((argument) => argument !== '--enable-unsafe-webgpu'), '--disable-gpu'];

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browser the tests run in: an explicit path (CHROMIUM_PATH), else the system's, else Playwright's own.
 * @returns {{ path: string | undefined, from: 'CHROMIUM_PATH' | 'system' | 'playwright' | 'none' }} `none`: nothing is installed yet
 */
export function findBrowser() {
  const explicit = process.env.CHROMIUM_PATH;
  if (explicit) {
    if (!existsSync(explicit)) throw new Error(`CHROMIUM_PATH is ${explicit}, and no file is there. Correct it or unset it.`);
    return { path: explicit, from: 'CHROMIUM_PATH' };
  }
  const system = systemBrowsers.find((path) => existsSync(path));
  if (system) return { path: system, from: 'system' };
  const own = chromium.executablePath();
  if (own && existsSync(own)) return { path: own, from: 'playwright' };
  return { path: undefined, from: 'none' };
}
