/**
 * The house's arrows (design.md section 1) as a table, and the one question asked of it: may this file import that one?
 * A room is a folder or a file, named by its path from the root without an ending. The longest name that fits a path is its room.
 */

/** Facts: a leaf. */
const facts = ['content'];
/** What a page stands on. Of the engine, `pure.ts` is the only part whose code may be on a page. */
const below = ['lib/engine-client', 'lib/training', 'lib/economics', 'lib/measure', 'lib/engine/pure', ...facts];
/** Contracts of the engine that every room in it may speak. */
const spoken = ['lib/engine/engine', 'lib/engine/generation/events'];

/**
 * Room -> what its code may import (`values`), what else it may import by `import type` only (`types`), and which modules it may
 * start as a worker by `new URL('./worker.ts', import.meta.url)` (`workers`). A room may always import itself.
 */
const rooms = {
  app: { values: ['mdx-components', 'components', ...below], types: ['lib/engine'] },
  'mdx-components': { values: ['components', ...below], types: ['lib/engine'] },
  'components/lesson': { values: ['components/widgets', 'components/charts', 'components/ui', ...below], types: ['lib/engine'] },
  'components/widgets': { values: ['components/lesson', 'components/charts', 'components/ui', ...below], types: ['lib/engine'] },
  'components/charts': { values: ['components/ui', 'lib/measure', ...facts], types: [] },
  'components/ui': { values: [], types: [] },
  'lib/engine-client': { values: ['lib/engine/errors', 'lib/engine/pure', 'lib/measure'], types: ['lib/engine'], workers: ['lib/engine-client/worker'] },
  'lib/engine-client/worker': { values: ['lib/engine-client', 'lib/engine/index', 'lib/engine/adapters', 'lib/engine/errors', 'lib/engine/tokenizer'], types: ['lib/engine'] },
  'lib/training': { values: ['lib/engine/index', 'lib/engine/errors', 'lib/engine/pure'], types: ['lib/engine'], workers: ['lib/training/worker'] },
  'lib/training/worker': { values: ['lib/training', 'lib/engine-client/adapter-report', 'lib/engine/errors', 'lib/engine/pure'], types: ['lib/engine'] },
  'lib/economics': { values: facts, types: ['lib/measure'] },
  'lib/measure': { values: facts, types: ['lib/engine'] },
  content: { values: [], types: ['lib/measure'] },
  'lib/engine': { values: [], types: [] },
  'lib/engine/tensor': { values: ['lib/engine/errors'], types: [] },
  'lib/engine/kernels': { values: ['lib/engine/tensor', 'lib/engine/errors'], types: spoken },
  'lib/engine/backends': { values: ['lib/engine/kernels', 'lib/engine/tensor', 'lib/engine/errors'], types: spoken },
  'lib/engine/formats': { values: ['lib/engine/tensor', 'lib/engine/errors'], types: spoken },
  'lib/engine/model': { values: ['lib/engine/kernels', 'lib/engine/tensor', 'lib/engine/errors'], types: spoken },
  'lib/engine/tokenizer': { values: ['lib/engine/errors'], types: spoken },
  'lib/engine/generation': { values: ['lib/engine/model', 'lib/engine/kernels', 'lib/engine/tensor', 'lib/engine/errors'], types: [...spoken, 'lib/engine/tokenizer'] },
  'lib/engine/adapters': { values: ['lib/engine/generation', 'lib/engine/model', 'lib/engine/kernels', 'lib/engine/tensor', 'lib/engine/tokenizer', 'lib/engine/errors'], types: spoken },
  'lib/engine/errors': { values: [], types: [] },
  'lib/engine/engine': { values: [], types: ['lib/engine'] },
  'lib/engine/pure': { values: ['lib/engine/generation', 'lib/engine/kernels', 'lib/engine/formats', 'lib/engine/tensor', 'lib/engine/errors'], types: ['lib/engine'] },
  'lib/engine/index': { values: ['lib/engine'], types: [] },
  'lib/engine/choose-backend': { values: ['lib/engine'], types: [] },
  'lib/engine/local-engine': { values: ['lib/engine'], types: [] },
  'lib/engine/model-files': { values: ['lib/engine'], types: [] },
  'lib/engine/model-instance': { values: ['lib/engine'], types: [] },
};

/** Packages the engine must not know: it has no React, no DOM, no Next. */
const pagePackages = /^(react|react-dom|next|scheduler|@mdx-js\/|@next\/|d3-|idb-keyval)(\/|-|$)|^d3/;

const isWithin = (path, room) => path === room || path.startsWith(`${room}/`);
const roomOf = (path) =>
  Object.keys(rooms)
    .filter((room) => isWithin(path, room))
    .toSorted((a, b) => b.length - a.length)[0];
const withoutEnding = (path) => path.replace(/\.m?[jt]sx?$/, '');

/** `@/a/b` or `../b` as a path from the root; undefined for a package. `.` and `..` are resolved by hand: both sides use slashes. */
function resolve(file, specifier) {
  if (specifier.startsWith('@/')) return normalise(specifier.slice(2).split('/'));
  if (!specifier.startsWith('.')) return undefined;
  return normalise([...file.split('/').slice(0, -1), ...specifier.split('/')]);
}

function normalise(parts) {
  const path = [];
  for (const part of parts) {
    if (part === '..') path.pop();
    else if (part !== '.' && part !== '') path.push(part);
  }
  return path.join('/');
}

/**
 * Why `file` may not import `specifier`; undefined where it may.
 * @param {string} file path from the root, with slashes
 * @param {string} specifier as written
 * @param {'value' | 'type' | 'worker'} kind `type`: a whole `import type` (`import { type A }` still runs the module); `worker`: started, not imported
 */
export function refusal(file, specifier, kind) {
  const isTest = /(\.test|\/test-[\w-]+)\.tsx?$/.test(file);
  const from = roomOf(withoutEnding(file));
  if (!from) return undefined;
  const target = resolve(file, specifier);
  if (target === undefined) {
    return isWithin(from, 'lib/engine') && pagePackages.test(specifier) ? `The engine knows no page: ${specifier} does not belong in ${from}.` : undefined;
  }
  if (target.endsWith('.mdx')) return from === 'app' ? undefined : 'Lessons are read by app alone.';
  const path = target === 'lib/engine' ? 'lib/engine/index' : withoutEnding(target);
  const to = roomOf(path);
  // Tests, and what they share (test-*.ts), may build an engine and read the house's scripts and goldens.
  if (isTest && (to === undefined || isWithin(path, 'lib/engine'))) return undefined;
  if (to === undefined) {
    if (isWithin(path, 'types') || isWithin(path, 'public') || path === 'package.json') return undefined;
    return `${path} is in no room that ${from} may import (scripts/lint/arrows.mjs).`;
  }
  if (to === from) return undefined;
  const { values, types, workers = [] } = rooms[from];
  if (kind === 'worker' && workers.some((room) => isWithin(path, room))) return undefined;
  if (values.some((room) => isWithin(path, room))) return undefined;
  if (types.some((room) => isWithin(path, room))) return kind === 'type' ? undefined : `${from} may import only types from ${to}: use a whole "import type".`;
  return `${from} may not import ${to}: arrows point down (scripts/lint/arrows.mjs).`;
}
