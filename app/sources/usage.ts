import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { curriculum, lessonFile } from '@/content/curriculum';
import { type FigureOrigin, figureTables } from '@/content/published-figures';

/** What a page shows of the facts: tables of content/ that its code reads, and facts quoted by their id. */
interface Shown {
  readonly tables: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
}

/** Page path -> what it shows. */
export type Usage = ReadonlyMap<string, Shown>;

const registry = 'components/widgets/registry.tsx';
const matches = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((found) => found.slice(1).find((group) => group !== undefined)!);

/**
 * Which page shows which published figures, read off the code itself while the site is built: from each page's file along its imports through
 * app/ and components/ (types are not followed); of the vocabulary, which any lesson may use, a published lesson has what its text uses.
 * @param root folder of the project
 */
export function usageIn(root: string): Usage {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const isFile = (file: string) => existsSync(join(root, file));

  /** `@/a/b` or `./b` as a file; a table of figures as its name; undefined for what is not followed. */
  function resolve(file: string, specifier: string): string | undefined {
    if (!/^(@\/|\.)/.test(specifier)) return undefined;
    const path = specifier.startsWith('@/') ? specifier.slice(2) : normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
    if (Object.hasOwn(figureTables, path)) return path;
    return /^(app|components)\//.test(path) ? ['.ts', '.tsx', '/index.ts', '/index.tsx'].map((ending) => path + ending).find(isFile) : undefined;
  }

  const widgetFile = (name: string) => `components/widgets/${name}/index.tsx`;
  const widgetNames = (text: string) => matches(text, /\bwidgets(?:\.(\w+)|\['([^']+)'\])/g);

  /** What a file brings in: files and tables. Who names single widgets of the registry shows those, not all. */
  function importsOf(file: string, text: string): readonly string[] {
    const specifiers = [...matches(text, /(?:^|\n)(?:import|export) (?!type )[^'"]*?from '([^']+)'/g), ...matches(text, /\bimport\('([^']+)'\)/g)];
    const found = specifiers.map((specifier) => resolve(file, specifier)).filter((path) => path !== undefined);
    const named = found.includes(registry) ? widgetNames(text) : [];
    return named.length > 0 ? [...found.filter((path) => path !== registry), ...named.map(widgetFile)] : found;
  }

  function shownFrom(start: readonly string[], quoted: readonly string[]): Shown {
    const tables = new Set<string>();
    const facts = new Set(quoted);
    const seen = new Set<string>();
    const waiting = [...start];
    while (waiting.length > 0) {
      const file = waiting.pop()!;
      if (seen.has(file)) continue;
      seen.add(file);
      if (Object.hasOwn(figureTables, file)) {
        tables.add(file);
        continue;
      }
      const text = read(file);
      for (const id of matches(text, /\bfacts(?:\.(\w+)|\['([^']+)'\])/g)) facts.add(id);
      waiting.push(...importsOf(file, text));
    }
    return { tables, facts };
  }

  const usage = new Map<string, Shown>();
  // But this page, which shows them all.
  const folders = readdirSync(join(root, 'app'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'sources');
  for (const name of ['', ...folders.map((entry) => `${entry.name}/`)]) {
    // The teachers' page quotes facts inside its texts: `{id}`.
    const quoted = name === 'teach/' ? readdirSync(join(root, 'content/teaching')).flatMap((file) => matches(read(`content/teaching/${file}`), /\{([a-z0-9-]+)\}/g)) : [];
    if (isFile(`app/${name}page.tsx`)) usage.set(`/${name}`, shownFrom([`app/${name}page.tsx`], quoted));
  }
  const vocabulary = read('mdx-components.tsx');
  const tagFiles = new Map(
    [...vocabulary.matchAll(/import \{ ([^}]+) \} from '@\/(components\/lesson\/[\w-]+)'/g)].flatMap(([, names, path]) => names.split(', ').map((name) => [name, `${path}.tsx`] as const)),
  );
  for (const lesson of curriculum.filter(({ published }) => published)) {
    const text = read(`content/lessons/${lessonFile(lesson)}.mdx`);
    const files = new Set(matches(text, /<([A-Z]\w*)/g).map((tag) => tagFiles.get(tag)).filter((file) => file !== undefined));
    const drawn = matches(text, /<PredictDraw\s[\s\S]*?ids=\{\[([^\]]*)\]\}/g).flatMap((list) => matches(list, /'([^']+)'/g));
    usage.set(`/learn/${lesson.slug}/`, shownFrom([`app/learn/${lesson.slug}/page.tsx`, ...files], [...matches(text, /<(?:Predict)?Fact\b[^>]*?\bid="([^"]+)"/g), ...drawn]));
  }
  return usage;
}

/** The pages that show a figure of one of these origins, in the order of the site. */
export function pagesShowing(origins: readonly FigureOrigin[], usage: Usage): readonly string[] {
  const isShown = ({ tables, facts }: Shown) => origins.some((origin) => (origin.kind === 'table' ? tables.has(origin.table) : facts.has(origin.id)));
  return [...usage].filter(([, shown]) => isShown(shown)).map(([path]) => path);
}
