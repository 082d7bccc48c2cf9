import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const exportDirectory = join(root, 'out');
/** The second export, which the tests serve under a sub-path. Build it before the first: every build passes through `out/`. */
export const subPathSite = { basePath: '/forward-pass', directory: join(root, 'test-results/sub-path') };

/** What the export is made from; a change in any of these makes it stale. */
const sources = ['app', 'components', 'content', 'lib', 'public', 'types', 'mdx-components.tsx', 'next.config.js', 'scripts/wgsl-loader.mjs', 'scripts/bare-wgsl.mjs', 'package-lock.json', 'postcss.config.mjs', 'tsconfig.json'];
const stampName = '.build.json';

/** Every file under `path`, itself if it is one. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Sub-path as Next wants it: empty, or `/name` without a slash at its end. */
export function readBasePath(value = process.env.NEXT_PUBLIC_BASE_PATH ?? '') {
  if (value === '' || /^(\/[\w.-]+)+$/.test(value)) return value;
  throw new Error(`NEXT_PUBLIC_BASE_PATH is "${value}". It must be empty, or start with a slash and not end with one: /forward-pass`);
}

/** What an export depends on: the sources by name, size and time, and the variables that are inlined. */
function fingerprint(basePath) {
  const hash = createHash('sha256').update(JSON.stringify([basePath, process.env.NEXT_PUBLIC_SITE_URL ?? '']));
  for (const file of sources.flatMap((source) => filesUnder(join(root, source))).toSorted()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}:${size}:${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Whether `directory` holds an export of the sources as they are now, under this sub-path. */
export function isFresh({ basePath = '', directory = exportDirectory } = {}) {
  const stamp = join(directory, stampName);
  return existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8')).fingerprint === fingerprint(basePath);
}

/** Removes what nothing asks for: Next's second and third copy of the 404 page, and media that no page, script or style names. */
function prune(directory) {
  for (const copy of ['404', '_not-found']) rmSync(join(directory, copy), { recursive: true, force: true });
  const media = filesUnder(join(directory, '_next/static/media'));
  const texts = filesUnder(directory).filter((file) => /\.(html|js|css|txt|json)$/.test(file)).map((file) => readFileSync(file, 'utf8'));
  for (const file of media) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (!texts.some((text) => text.includes(name))) rmSync(file);
  }
}

/**
 * Builds the site into `directory`.
 * @param {{ basePath?: string, directory?: string }} options
 * @throws when `next build` fails; its own output says why
 */
export async function build({ basePath = '', directory = exportDirectory } = {}) {
  const made = fingerprint(basePath);
  const code = await new Promise((resolve, reject) => {
    const next = join(root, 'node_modules/next/dist/bin/next');
    spawn(process.execPath, [next, 'build'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_PUBLIC_BASE_PATH: basePath, NEXT_TELEMETRY_DISABLED: '1' },
    })
      .on('error', reject)
      .on('exit', resolve);
  });
  if (code !== 0) throw new Error(`next build ended with ${code}.`);
  prune(exportDirectory);
  // GitHub Pages' Jekyll would drop the folder _next without this.
  writeFileSync(join(exportDirectory, '.nojekyll'), '');
  writeFileSync(join(exportDirectory, stampName), JSON.stringify({ basePath, fingerprint: made }));
  if (directory === exportDirectory) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(dirname(directory), { recursive: true });
  renameSync(exportDirectory, directory);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { into: { type: 'string', default: 'out' } } });
  await build({ basePath: readBasePath(), directory: join(root, values.into) });
}
