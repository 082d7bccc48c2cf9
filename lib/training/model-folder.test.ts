import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readModelFiles } from '@/lib/engine/model-files';
import { expectedTensors } from '@/lib/engine/model/weights';
import { widenHalves } from '@/lib/engine/tensor/half';
import type { ModelFolder } from './model-folder';
import { filesOf, frozen } from './test-frozen';
import { awkwardCharacters, randomModel } from './test-random-model';

const read = (folder: ModelFolder) => readModelFiles(filesOf(folder));
const textOf = (folder: ModelFolder, name: string) => new TextDecoder().decode(folder.get(name));

describe('a frozen model', () => {
  it('is a folder in the Hugging Face layout that our engine reads', async () => {
    const model = randomModel(7);
    const folder = await frozen(model);
    expect([...folder.keys()]).toEqual(['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors', 'README.md', 'manifest.json']);
    const { config, tokenizer, file } = read(folder);
    expect(config).toEqual({ ...model.shape, beginId: 1, stopId: 1 });
    expect(tokenizer.vocab).toBe(model.shape.vocab);
    const expected = expectedTensors(config);
    expect([...file.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [name, { shape }] of expected) expect(file.get(name)!.shape).toEqual(shape);
  });

  it('holds the trained weights, rounded to 16 bits', async () => {
    const model = randomModel(7);
    const { file } = read(await frozen(model));
    for (const [name, { values }] of model.weights) {
      const halves = widenHalves(file.get(name)!.values as Uint16Array);
      const isRounded = (value: number, at: number) => Math.abs(halves[at] - value) <= Math.max(Math.abs(value) * 2 ** -11, 2 ** -25);
      expect(halves.length).toBe(values.length);
      expect(values.every(isRounded), name).toBe(true);
    }
  });

  it('names each file with its size and SHA-256 in its manifest', async () => {
    const folder = await frozen();
    const manifest = JSON.parse(textOf(folder, 'manifest.json')) as Record<string, { bytes: number; sha256: string }>;
    expect(Object.keys(manifest)).toEqual([...folder.keys()].filter((name) => name !== 'manifest.json'));
    for (const [name, { bytes, sha256 }] of Object.entries(manifest)) {
      const file = folder.get(name)!;
      expect({ bytes, sha256 }).toEqual({ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') });
    }
  });

  it('says on its card what it is, in numbers of its training', async () => {
    const card = textOf(await frozen(), 'README.md');
    expect(card).toContain('# test-model');
    for (const said of ['2026-11-23', '20,000 characters', '2,000 held out', '**Steps**: 600', 'training 1.500 at step 600', 'held out 1.625 at step 600', 'context of 32 characters']) expect(card).toContain(said);
  });

  it('is the same folder for the same weights, and another one step on', async () => {
    const [one, again, next] = await Promise.all([frozen(randomModel(7)), frozen(randomModel(7)), frozen(randomModel(8))]);
    expect(again.get('manifest.json')).toEqual(one.get('manifest.json'));
    expect(next.get('model.safetensors')).not.toEqual(one.get('model.safetensors'));
  });

  it.each([
    ['a weight that is no number', NaN, 'no number'],
    ['a weight that is infinite', Infinity, 'no number'],
    ['a weight that 16 bits cannot hold', 65_536, 'more than 16 bits'],
  ])('is refused with %s, and the remedy is the last good checkpoint', async (_, value, words) => {
    const model = randomModel(7);
    model.weights.get('model.layers.1.mlp.up_proj.weight')!.values[9] = value;
    await expect(frozen(model)).rejects.toMatchObject({ code: 'file-malformed', message: expect.stringContaining(words) as string, remedy: expect.stringContaining('checkpoint') as string });
  });
});

describe('its tokenizer', async () => {
  const { tokenizer } = read(await frozen());
  const decode = (ids: readonly number[]) => {
    const decoder = tokenizer.stream();
    return ids.map((id) => decoder.push(id)).join('');
  };

  it('gives every character the id of its place', () => {
    for (const [id, character] of awkwardCharacters.entries()) {
      expect(tokenizer.encode(character)).toEqual([id]);
      expect(tokenizer.piece(id)).toEqual({ id, bytes: [...new TextEncoder().encode(character)], text: character, whole: true });
    }
  });

  it.each([
    ['words and spaces', 'anna  and otto '],
    ['line feeds at both ends', '\n\nanna\n\notto\n'],
    ['an emoji', 'a😀b😀😀'],
    ['right to left', 'שש ש'],
    ['digits', '007'],
    ['nothing', ''],
  ])('brings back %s', (_, text) => {
    expect(decode(tokenizer.encode(text))).toBe(text);
    expect(tokenizer.encode(text)).toEqual([...text].map((character) => awkwardCharacters.indexOf(character)));
  });

  it('has one unknown token for each character it has never seen, emoji and half ones too', () => {
    expect(tokenizer.encode('aÜb')).toEqual([awkwardCharacters.indexOf('a'), 0, awkwardCharacters.indexOf('b')]);
    expect(tokenizer.encode('🚀🚀')).toEqual([0, 0]);
    expect(tokenizer.encode('\ud83d')).toEqual([0]);
    expect(decode([0])).toBe('\u{FFFD}');
  });
});
