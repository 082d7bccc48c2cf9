import { defineConfig } from '@playwright/test';
import { browserArguments, browserArgumentsWithoutWebGpu, findBrowser } from './scripts/browser.mjs';

const executablePath = findBrowser().path;
if (!executablePath) throw new Error('No browser for the tests. "npm test" installs one; or name one by CHROMIUM_PATH.');

/**
 * Everything runs against the exported site, built if it is missing and served by our own server on a free port.
 * `pages`: what holds for every page. `webgpu` and `cpu`: the live runs, once with WebGPU (a software adapter where there is no GPU) and
 * once with none. No test asserts a time; the timeouts are for a software adapter on two busy cores.
 */
export default defineConfig({
  globalSetup: './e2e/fixtures/serve-site.ts',
  outputDir: 'test-results/pages',
  reporter: 'list',
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  // Twice the cores of the smallest machine: readers mostly wait, for a text that is shown at a pace they can read.
  workers: 4,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace keeps every answer of the server, the model's weights too, in every test in case it fails: ask for one by --trace=on. A picture of the end is kept where a test fails.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: browserArguments },
  },
  projects: [
    { name: 'pages', testDir: 'e2e/pages' },
    // What has nothing to do with the engine below it is tagged, and tried on the faster one alone.
    { name: 'webgpu', testDir: 'e2e/live', grepInvert: /@any-engine/ },
    { name: 'cpu', testDir: 'e2e/live', grepInvert: /@with-webgpu/, use: { launchOptions: { executablePath, args: browserArgumentsWithoutWebGpu } } },
  ],
});
