import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = readFileSync(join(root, 'docs/words.txt'), 'utf8').trimEnd().split('\n');

/** Every file that `npm run spell` reads, in one string of small letters. */
function everything(): string {
  const filesUnder = (path: string): readonly string[] => {
    if (!existsSync(join(root, path))) return [];
    if (!statSync(join(root, path)).isDirectory()) return [path];
    return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
  };
  const files = ['content', 'components', 'app', 'docs', 'training', 'README.md', 'CHANGELOG.md'].flatMap(filesUnder);
  return files
    .filter((file) => /\.(mdx?|tsx?)$/.test(file))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
    .toLowerCase();
}

it('the words that no dictionary knows are in order, each once, in small letters, and still used', () => {
  expect(words).toEqual([...new Set(words.map((word) => word.toLowerCase()))].sort());
  const text = everything();
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});
