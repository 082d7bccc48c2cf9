import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.mjs';

/** The newest that runs on the oldest Node the project supports. */
const version = '12.8.2';
const folder = join(root, 'node_modules/.cache/lighthouse');

/**
 * Lighthouse and what starts its browser. With all it needs it weighs 185 MB, a fifth of everything else together, and only this one command wants
 * it: so it is no dependency of the project, but is fetched once, by npm, into the cache beside the others.
 * @param {(line: string) => void} say
 * @throws an Error that tells what to do where npm cannot fetch it
 */
export async function ensureLighthouse(say = console.log) {
  if (!existsSync(join(folder, 'node_modules/lighthouse/package.json'))) {
    say(`  Fetching Lighthouse ${version} (185 MB) into node_modules/.cache/lighthouse.`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `lighthouse@${version}`], { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`npm could not fetch lighthouse@${version}. Is the registry in reach? What npm said stands above.`);
  }
  const { resolve } = createRequire(join(folder, 'package.json'));
  const load = (name) => import(pathToFileURL(resolve(name)).href);
  const [{ default: lighthouse }, { launch }] = await Promise.all([load('lighthouse'), load('chrome-launcher')]);
  return { lighthouse, launch };
}
