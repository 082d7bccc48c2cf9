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
