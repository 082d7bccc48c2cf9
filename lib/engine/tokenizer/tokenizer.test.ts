import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mainGoldens } from '../generation/test-golden-files';
import { createTokenizer } from './tokenizer';

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../public/models/pocket-5m/${name}`, import.meta.url), 'utf8'));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));

const decode = (ids: readonly number[]): string[] => {
  const decoder = tokenizer.stream();
  return ids.map((id) => decoder.push(id));
};

describe('tokenizer', () => {
  test.for(mainGoldens.cases)('ids and text are the goldens’: $prompt', ({ prompt, prompt_ids: ids, greedy_ids: written, greedy_text: text }) => {
    expect([0, ...tokenizer.encode(prompt)]).toEqual(ids);
    expect(decode(written).join('').trimEnd()).toBe(text.trimEnd());
  });

  test.for([
    ['plain words', 'The cat sat.'],
    ['emoji', 'a 😀 and a family 👨‍👩‍👧 here'],
    ['right to left', 'שלום עולם — مرحبا'],
    ['control characters', 'a\u0000b\u0007c\r\n\td\u001b[0m'],
    ['a byte order mark', '\ufeffbegin'],
    ['combining marks', 'e\u0301tude, Z͑ͫ̓ͪ̂ͫ'],
    ['nothing', ''],
  ])('%s come back as they went in', ([, text]) => {
    expect(decode(tokenizer.encode(text)).join('')).toBe(text);
  });

  test('a lone surrogate becomes the replacement character', () => {
    expect(decode(tokenizer.encode('a\ud800b')).join('')).toBe('a\ufffdb');
  });

  test('a character in several tokens appears with its last one, never half', () => {
    const ids = tokenizer.encode('😀');
    expect(ids.length).toBeGreaterThan(1);
    const parts = decode(ids);
    expect(parts.slice(0, -1).every((part) => part === '')).toBe(true);
    expect(parts.at(-1)).toBe('😀');
    expect(decode(ids.slice(0, -1)).join('')).toBe('');
  });

  test('part of a character is spelled in bytes', () => {
    const [first] = tokenizer.encode('😀').map(tokenizer.piece);
    expect(first.whole).toBe(false);
    expect(first.text).toBe('⟨F0⟩');
    expect(first.bytes).toEqual([0xf0]);
  });

  test('the end token has a name and no text', () => {
    expect(tokenizer.piece(0).text).toBe('<|endoftext|>');
    expect(decode([0])).toEqual(['']);
  });

  test('the same files are read once, and others anew', () => {
    const [one, other, settings] = [json('tokenizer.json'), json('tokenizer.json'), json('tokenizer_config.json')];
    expect(createTokenizer(one, settings)).toBe(createTokenizer(one, settings));
    expect(createTokenizer(other, settings)).not.toBe(createTokenizer(one, settings));
    expect(createTokenizer(one, {})).not.toBe(createTokenizer(one, settings));
  });

  test('an id that pads the vocabulary has a name and no text', () => {
    expect(tokenizer.piece(2048)).toEqual({ id: 2048, bytes: [], text: '⟨unused 2048⟩', whole: true });
    expect(decode([2048])).toEqual(['']);
  });

  test('an added token that is not special is text like any other', () => {
    const model = json('tokenizer.json') as { added_tokens: object[] };
    const token = { id: 2048, content: 'ünder', special: false, single_word: false, lstrip: false, rstrip: false, normalized: false };
    const extended = createTokenizer({ ...model, added_tokens: [...model.added_tokens, token] }, json('tokenizer_config.json'));
    expect(extended.vocab).toBe(2049);
    expect(extended.encode('an ünder')).toContain(2048);
    expect(extended.stream().push(2048)).toBe('ünder');
  });

  test('a vocabulary of plain characters is read as it is spelled', () => {
    const characters = ['\u{FFFD}', '\n', ' ', 'a', '😀', 'ש'];
    const model = { type: 'BPE', unk_token: '\u{FFFD}', vocab: Object.fromEntries(characters.map((character, id) => [character, id])), merges: [] };
    const plain = createTokenizer({ added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: { type: 'Fuse' }, model }, {});
    expect(plain.vocab).toBe(6);
    expect(plain.encode(' a\n😀?ש')).toEqual([2, 3, 1, 4, 0, 5]);
    expect(plain.piece(4)).toEqual({ id: 4, bytes: [0xf0, 0x9f, 0x98, 0x80], text: '😀', whole: true });
    const decoder = plain.stream();
    expect([2, 3, 1, 4, 5].map((id) => decoder.push(id))).toEqual([' ', 'a', '\n', '😀', 'ש']);
  });

  test.for([
    ['no object', null],
    ['another decoder', { decoder: { type: 'WordPiece' }, model: { vocab: {} } }],
    ['no vocabulary', { decoder: { type: 'ByteLevel' }, model: {} }],
    ['an entry outside the byte alphabet', { decoder: { type: 'ByteLevel' }, model: { vocab: { '한': 1 } } }],
  ] as const)('refuses a file with %s', ([, file]) => {
    expect(() => createTokenizer(file, {})).toThrow(/tokenizer file cannot be read/);
  });
});
