import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownModels } from './own-models';

const read = (model: string, file: string) => readFileSync(`public/models/${model}/${file}`);

test.each(ownModels)('$name is as large as its file, and has as many weights as its file says', ({ name, parameters, fileBytes }) => {
  const file = read(name, 'model.safetensors');
  expect(file.byteLength).toBe(fileBytes);
  const header = JSON.parse(file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString()) as Record<string, { readonly shape?: readonly number[] }>;
  const counted = Object.entries(header).reduce((sum, [tensor, { shape }]) => (tensor === '__metadata__' ? sum : sum + shape!.reduce((product, size) => product * size, 1)), 0);
  expect(counted).toBe(parameters);
});

test('every folder is named, but for the stations of a training', () => {
  const folders = readdirSync('public/models').filter((folder) => !/-step-\d+$/.test(folder));
  expect(ownModels.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
});

test('all share one tokenizer', () => {
  const tokenizers = ownModels.map(({ name }) => read(name, 'tokenizer.json').toString());
  expect(new Set(tokenizers).size).toBe(1);
});

test('docs/models.md lists every file, as large as it is and with its SHA-256', () => {
  const listed = [...readFileSync('docs/models.md', 'utf8').matchAll(/^ *([\d,]+) {2}([0-9a-f]{64}) {2}models\/(.+)$/gm)].map(([, bytes, sha256, path]) => ({ path, bytes: Number(bytes.replaceAll(',', '')), sha256 }));
  const there = readdirSync('public/models', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = `${entry.parentPath}/${entry.name}`;
      const content = readFileSync(file);
      return { path: file.slice('public/models/'.length), bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') };
    });
  const sorted = (entries: typeof there) => entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  expect(sorted(listed), 'made anew by python training/export.py --list').toEqual(sorted(there));
  expect(there.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(30_000_000);
});
