import { expect, test } from 'vitest';
import { tokenizerRecordingAtBuild } from '../shared/recorded';
import { groupsOf } from '../shared/piece-groups';
import { countsOf, hasSplitCharacter, splitWord } from './groups';

const { texts } = tokenizerRecordingAtBuild('tokenizer');
const piecesOf = (part: string) => texts.find(({ text }) => text.includes(part))!;

test('a strawberry is one character in four tokens', () => {
  const { text, pieces } = piecesOf('🍓');
  const split = groupsOf(pieces).filter(({ isSplit }) => isSplit);
  expect(split.map((group) => group.text)).toEqual(['🍓', '🍌']);
  expect(split[0].pieces.map((piece) => piece.text).join('')).toBe('⟨F0⟩⟨9F⟩⟨8D⟩⟨93⟩');
  expect(hasSplitCharacter(pieces)).toBe(true);
  expect(countsOf(text, pieces)).toEqual({ tokens: pieces.length, characters: [...text].length, bytes: Buffer.byteLength(text) });
});

test('groups keep every token, in order, and spell the text', () => {
  for (const { text, pieces } of texts) {
    const groups = groupsOf(pieces);
    expect(groups.flatMap((group) => group.pieces)).toEqual(pieces);
    expect(groups.map((group) => group.text).join('')).toBe(text);
    expect(groups.map(({ from }) => from)).toEqual(groups.map((_, index) => groups.slice(0, index).reduce((sum, group) => sum + group.pieces.length, 0)));
  }
});

test('a rare word is split, common ones are not', () => {
  const rare = piecesOf('unbelievably');
  expect(splitWord(rare.text, rare.pieces)).toBe('unbelievably');
  const common = piecesOf('Once upon');
  expect(splitWord(common.text, common.pieces)).toBeNull();
});
