import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { heldoutBatches, trainingBatch } from './batches';
import { layoutOf, makeCorpus, type Split } from './corpus';
import { recipeFor } from './options';
import { checkText } from './text';
import { unknownCharacter } from './trained-model';
import { makeVocabulary, mostCharacters } from './vocabulary';

const names = readFileSync(new URL('../../public/training/names.txt', import.meta.url), 'utf8');
const prose = Array.from({ length: 300 }, (_, at) => `Sentence ${at} says that ${at} times ${at + 1} is ${at * (at + 1)}, no more and no less.`).join(' ');
const wordsOf = ({ ids }: Split, characters: readonly string[]) => Array.from(ids, (id) => characters[id]).join('');

test('names are lines, and no name is both trained on and held out', () => {
  expect(layoutOf(names, 32)).toBe('lines');
  const { train, heldout, vocabulary, unknownCharacters } = makeCorpus('names', checkText(names).text, 32, 1);
  const [trained, held] = [train, heldout].map((split) => wordsOf(split, vocabulary.characters).split('\n').filter(Boolean));
  expect(trained.length + held.length).toBe(names.split('\n').filter(Boolean).length);
  expect(held.length / (trained.length + held.length)).toBeCloseTo(0.1, 2);
  const known = new Set(trained);
  // A name with a rare character reads as another: only names whole in letters are compared.
  expect(held.filter((name) => !name.includes(unknownCharacter) && known.has(name))).toEqual([]);
  expect(unknownCharacters).toBeLessThan(30);
  expect(vocabulary.stopId).toBe(vocabulary.beginId);
});

test('prose is held out in blocks from everywhere, and no row runs from one part into another', () => {
  expect(layoutOf(prose, 32)).toBe('prose');
  const corpus = makeCorpus('own', prose, 64, 3);
  const { characters } = corpus.vocabulary;
  for (const split of [corpus.train, corpus.heldout]) {
    expect(split.starts.length).toBeGreaterThan(0);
    for (const start of split.starts) expect(prose).toContain(Array.from(split.ids.subarray(start, start + 64), (id) => characters[id]).join(''));
  }
  expect(corpus.train.ids.length + corpus.heldout.ids.length).toBe(prose.length);
  expect(corpus.vocabulary.stopId).toBe(0);
});

test('the shortest text allowed has rows on both sides, in its recipe', () => {
  const shortest = [prose.slice(0, 660), 'x'.repeat(499) + 'y', Array.from({ length: 100 }, (_, at) => `no ${100 + at}`).join('\n'), 'ab\ncd\n'.repeat(200)];
  for (const raw of shortest) {
    const { text } = checkText(raw);
    const { contextLength } = recipeFor(text);
    for (let seed = 0; seed < 20; seed++) {
      const { train, heldout } = makeCorpus('own', text, contextLength, seed);
      expect(train.starts.length).toBeGreaterThan(10);
      expect(heldout.starts.length).toBeGreaterThan(0);
    }
  }
});

test('the seed decides the split and the batches, and nothing else does', () => {
  const corpus = makeCorpus('names', names, 32, 5);
  expect(makeCorpus('names', names, 32, 5)).toEqual(corpus);
  expect(makeCorpus('names', names, 32, 6).heldout).not.toEqual(corpus.heldout);
  expect(trainingBatch(corpus, 16, 5, 40)).toEqual(trainingBatch(corpus, 16, 5, 40));
  expect(trainingBatch(corpus, 16, 5, 41).ids).not.toEqual(trainingBatch(corpus, 16, 5, 40).ids);
});

test('a row goes in one character behind what should come out', () => {
  const corpus = makeCorpus('names', names, 32, 1);
  const { ids, targets, rows, tokens } = trainingBatch(corpus, 4, 1, 1);
  expect([rows, tokens]).toEqual([4, 32]);
  for (let row = 0; row < rows; row++) {
    expect(ids[row * tokens]).toBe(corpus.vocabulary.beginId);
    expect([...ids.subarray(row * tokens + 1, (row + 1) * tokens)]).toEqual([...targets.subarray(row * tokens, (row + 1) * tokens - 1)]);
  }
});

test('held-out rows do not overlap, and every batch of them has one size', () => {
  const batches = heldoutBatches(makeCorpus('names', names, 32, 1), 8);
  expect(batches.every(({ rows }) => rows === 8)).toBe(true);
  const counted = batches.reduce((sum, batch) => sum + batch.counted, 0);
  expect(counted).toBeGreaterThan(100);
  expect(counted).toBeLessThanOrEqual(128);
});

test('a script of thousands of characters keeps its most frequent ones, and says what the others are', () => {
  const text = Array.from({ length: 6000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * at) % 1499))).join('');
  const corpus = makeCorpus('own', text, 64, 1);
  expect(corpus.vocabulary.characters.length).toBe(mostCharacters);
  expect(corpus.vocabulary.characters[0]).toBe(unknownCharacter);
  expect(corpus.unknownCharacters).toBeGreaterThan(0);
  expect(corpus.notes[0]).toMatch(/too rare to have a token/);
});

test('a vocabulary has each character once, in order, emoji whole', () => {
  const { characters } = makeVocabulary('bab 🦊🦊 שש', false);
  expect(characters).toEqual([unknownCharacter, '\n', ' ', 'b', 'ש', '🦊']);
});
