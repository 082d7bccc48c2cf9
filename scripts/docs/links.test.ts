import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anchorsOf, brokenLinks, linksOf } from './links.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', 'out', 'test-results', 'playwright-report', 'coverage', 'exports']);

/** Every Markdown file of the project, from the root. */
function markdownFiles(folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return notOurs.has(entry.name) || entry.name.startsWith('.') ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

describe('links of the documents', () => {
  it('each lead to a file that is there, and to a heading in it', () => {
    const files = new Map(markdownFiles().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    expect(files.size).toBeGreaterThan(20);
    expect([...files.values()].flatMap(linksOf).length).toBeGreaterThan(15);
    expect(brokenLinks(files, (path) => existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the check of links', () => {
  const there = new Set(['README.md', 'docs/voice.md', 'docs/decisions']);
  const faultsOf = (markdown: string, path = 'docs/page.md') =>
    brokenLinks(new Map([[path, markdown], ['docs/voice.md', '# How we write\n\n## It’s *said* once: here\n\n## Again\n\n## Again\n']]), (file) => there.has(file) || file === path);

  it('finds what leads nowhere', () => {
    expect(faultsOf('[a](voices.md)')).toEqual(['docs/page.md:1: voices.md: no such file']);
    expect(faultsOf('\n![a](../../README.md)')).toEqual(['docs/page.md:2: ../../README.md: no such file']);
    expect(faultsOf('[a](voice.md#how-we-sing)')).toEqual(['docs/page.md:1: voice.md#how-we-sing: no such heading']);
    expect(faultsOf('[a](#nowhere)')).toHaveLength(1);
    expect(faultsOf('[a][b]\n\n[b]: nothing.md')).toHaveLength(1);
    expect(faultsOf('<img src="picture.png" alt="">')).toHaveLength(1);
    expect(faultsOf('[a](http://example.org)')).toHaveLength(1);
    expect(faultsOf('[a](https://)')).toHaveLength(1);
  });

  it('lets pass what leads somewhere, and what only shows a link', () => {
    expect(faultsOf('# Here\n\n[a](#here) [b](voice.md) [c](../README.md) [d](decisions/) [e](https://example.org/x "a title")')).toEqual([]);
    expect(faultsOf('[a](voice.md#its-said-once-here) [b](voice.md#again) [c](voice.md#again-1)')).toEqual([]);
    expect(faultsOf('`[a](nothing.md)`\n\n```md\n[a](nothing.md)\n```\n')).toEqual([]);
  });

  it('knows headings as GitHub does', () => {
    expect([...anchorsOf('# A `code` word, and *more*\n\n```\n# no heading\n```\n\n## Q8 & q4\n')]).toEqual(['a-code-word-and-more', 'q8--q4']);
  });
});
