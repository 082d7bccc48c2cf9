import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import { startValues } from './controls';
import { pictureOf, posterPicture, rowsOf, sharesOf, sumOf } from './picture';

const config = JSON.parse(readFileSync(new URL('../../../public/models/pocket-5m/config.json', import.meta.url), 'utf8'));
const state = replayTo(recordingAtBuild('forward-pass').runs[0]);
const picture = pictureOf(state)!;
const T = picture.pieces.length;

test('a run that is not over, or was not looked into, has no picture', () => {
  expect(pictureOf({ ...state, tokens: [] })).toBeNull();
  expect(pictureOf({ ...state, probes: [] })).toBeNull();
});

test('its parts are the embedding, every layer and the head, each stage in one of them', () => {
  expect(picture.layers).toBe(config.num_hidden_layers);
  expect(picture.heads).toBe(config.num_attention_heads);
  expect(picture.parts.map(({ key }) => key)).toEqual(['embedding', ...Array.from({ length: picture.layers }, (_, layer) => `layer ${layer + 1}`), 'head']);
  expect(picture.parts.reduce((sum, { stages }) => sum + stages.length, 0)).toBe(state.probes[0].stages?.length);
  expect(new Set(picture.parts.flatMap(({ stages }) => stages.map(({ key }) => key))).size).toBe(state.probes[0].stages?.length);
});

test('the names of dimensions say what the shapes of the run are', () => {
  const sizes: Readonly<Record<string, number>> = {
    T,
    1: 1,
    dim: config.hidden_size,
    hiddenDim: config.intermediate_size,
    vocab: config.vocab_size,
    'heads · headDim': config.num_attention_heads * config.head_dim,
    'kvHeads · headDim': config.num_key_value_heads * config.head_dim,
  };
  const check = (names: string, shape: readonly number[], key: string) => {
    const parts = names.split(', ');
    expect(parts, key).toHaveLength(shape.length);
    parts.forEach((name, index) => name in sizes && expect(shape[index], `${key}: ${name}`).toBe(sizes[name]));
  };
  for (const { key, words, inputShape, outputShape } of picture.parts.flatMap(({ stages }) => stages)) {
    check(words.input, inputShape, key);
    check(words.output, outputShape, key);
  }
});

test('a layer from inside is twelve rows, with all its stages in their order', () => {
  const [, layer] = picture.parts;
  const rows = rowsOf(layer.stages);
  expect(rows).toHaveLength(12);
  expect(rows.flat()).toEqual(layer.stages);
  expect(rows.map((row) => row.length)).toEqual([1, 3, 2, 2, 1, 1, 1, 1, 2, 1, 1, 1]);
});

test('every position shares out its attention among itself and those before it', () => {
  expect(picture.attention).toHaveLength(picture.layers * picture.heads);
  for (const { shares } of picture.attention) {
    for (let from = 0; from < T; from++) {
      const row = Array.from({ length: T }, (_, at) => shares[from * T + at]);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
      expect(row.slice(from + 1).every((share) => share === 0)).toBe(true);
    }
  }
});

test('without times nothing else is lost', () => {
  const untimed = pictureOf(state, false)!;
  expect(sumOf(untimed.parts)).toEqual({ ...sumOf(picture.parts), ms: null });
  expect(sumOf(picture.parts).ms).toBeGreaterThan(0);
});

test('a poster has the sums and one head', () => {
  const poster = posterPicture(picture, startValues);
  expect(sumOf(poster.parts)).toEqual(sumOf(picture.parts));
  expect(poster.parts.flatMap(({ stages }) => stages)).toEqual([]);
  expect(poster.attention).toHaveLength(1);
  const [shares, whole] = [sharesOf(poster, startValues)!.shares, sharesOf(picture, startValues)!.shares];
  expect(Array.from(shares).every((share, place) => Math.abs(share - whole[place]) < 1e-3)).toBe(true);
});

test('bears out what lesson 2 says of it', () => {
  const stages = picture.parts.flatMap((part) => part.stages);
  const products = sumOf(stages.filter(({ kernel }) => kernel === 'linear'));
  // “Nearly all of a pass is multiplying by weights; looking back at the text is the smaller part.”
  expect(products.flops / sumOf(stages).flops).toBeGreaterThan(0.95);
  expect(products.ms! / sumOf(stages).ms!).toBeGreaterThan(0.8);
  // What heads look at, from the third token on: the token before, or the begin token.
  const mean = (layer: number, head: number, at: (from: number) => number) => {
    const { shares } = sharesOf(picture, { layer, head })!;
    return Array.from({ length: T - 2 }, (_, index) => shares[(index + 2) * T + at(index + 2)]).reduce((sum, share) => sum + share, 0) / (T - 2);
  };
  const heads = picture.attention.map(({ layer, head }) => ({ layer, before: mean(layer, head, (from) => from - 1), begin: mean(layer, head, () => 0) }));
  expect(heads.filter(({ before }) => before > 0.45).length).toBeGreaterThanOrEqual(2);
  expect(heads.filter(({ begin }) => begin > 0.7).length).toBeGreaterThanOrEqual(2);
  for (const { shares } of picture.attention.filter(({ layer }) => layer === 0)) {
    const last = Array.from({ length: T }, (_, at) => shares[(T - 1) * T + at]);
    expect(Math.max(...last)).toBeLessThan(2 / T);
  }
  // Its start shows one that looks before, and a token that gathers more than half there.
  expect(mean(startValues.layer, startValues.head, (from) => from - 1)).toBeGreaterThan(0.45);
});
