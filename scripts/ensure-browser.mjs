import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.mjs';

const playwrightCommand = fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url));
const isRoot = process.getuid?.() === 0;
const aptGet = '/usr/bin/apt-get';

/** Runs one command, its output shown as progress; true if it succeeded within `minutes`. */
function succeeds(say, command, args, minutes) {
  say(`  $ ${[command, ...args].join(' ')}`);
  const result = spawnSync(command, args, {
    // On the error stream, so that a command's own results stay alone on the other.
    stdio: ['ignore', 2, 2],
    timeout: minutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return result.status === 0;
}

/**
 * The browser for the tests, installed if there is none: by Playwright, else by apt-get where that is possible. Says what it did.
 * @param {(line: string) => void} say
 * @returns {string} path of the executable
 * @throws an Error that tells the reader what to do when every way failed
 */
export function ensureBrowser(say = console.log) {
  const found = findBrowser();
  if (found.path) {
    say(`  Using the browser at ${found.path} (${found.from}).`);
    return found.path;
  }
  say('  No Chromium or Chrome here; asking Playwright for its own.');
  if (succeeds(say, process.execPath, [playwrightCommand, 'install', '--no-shell', 'chromium'], 4)) {
    if (isRoot && process.platform === 'linux') succeeds(say, process.execPath, [playwrightCommand, 'install-deps', 'chromium'], 4);
    const own = findBrowser();
    if (own.path) return own.path;
  }
  if (isRoot && existsSync(aptGet)) {
    say('  That failed; asking Debian for chromium.');
    succeeds(say, aptGet, ['update', '-qq'], 2);
    if (succeeds(say, aptGet, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], 6)) {
      const system = findBrowser();
      if (system.path) return system.path;
    }
  }
  throw new Error(
    'No browser for the tests. Install Chromium or Chrome (Debian, as root: apt-get install chromium; elsewhere: npx playwright install --no-shell chromium),\n' +
      'or name one: CHROMIUM_PATH=/path/to/chromium npm test',
  );
}
