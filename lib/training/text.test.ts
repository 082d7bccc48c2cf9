import { expect, test } from 'vitest';
import { checkText, decodeText, mostCharacters, mostFileBytes } from './text';

const page = 'The quick brown fox jumps over the lazy dog. '.repeat(20);
const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
  ['nothing', '', /has 0 characters; at least 500/],
  ['a word', 'word', /has 4 characters/],
  ['blanks', ' \n'.repeat(5000), /has 0 characters/],
  ['one character', 'a'.repeat(5000), /one character, “a”/],
  ['one emoji', '😀'.repeat(5000), /one character, “😀”/],
  ['zeros', `${page}\0${page}`, /binary data/],
  ['control characters', '\u0001\u0002\u0003abc'.repeat(500), /binary data/],
])('refuses %s, and says what to do', (_, text, message) => {
  expect(() => checkText(text)).toThrow(expect.objectContaining({ name: 'EngineError', code: 'invalid-request', message: expect.stringMatching(message) as string, remedy: expect.stringMatching(/\w{4}/) as string }) as Error);
});

test('takes five megabytes, the first million characters of them, and says so', () => {
  const { text, notes } = checkText(decodeText(utf8('0123456789 abcdefghi\n'.repeat(250_000))));
  expect(Array.from(text).length).toBe(mostCharacters);
  expect(notes).toEqual([expect.stringContaining('first 1,000,000 of its 5,250,000 characters')]);
});

test('refuses a file that is far too large before it is read', () => {
  expect(() => decodeText(new Uint8Array(mostFileBytes + 1))).toThrow(/20 million/);
});

test.each([
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8])],
  ['half a character', new Uint8Array([...utf8(page), 0xe2, 0x82])],
])('refuses bytes that are no text: %s', (_, bytes) => {
  expect(() => decodeText(bytes)).toThrow(/not plain text/);
});

test('reads UTF-16 by its mark', () => {
  const units = Uint16Array.from(`\u{FEFF}${page}`, (character) => character.charCodeAt(0));
  expect(checkText(decodeText(new Uint8Array(units.buffer))).text).toBe(page);
});

test('takes right-to-left text and emoji whole, by code points', () => {
  const text = 'בראשית ברא אלהים 🦊 את השמים ואת הארץ 👩‍🚀\n'.repeat(40);
  expect(checkText(text)).toEqual({ text, notes: [] });
});

test('makes line ends one, composes accents, and replaces halves of characters', () => {
  expect(checkText(`\u{FEFF}e\u0301\r\nx\ry\uD83D${page}`).text).toBe(`é\nx\ny\u{FFFD}${page}`);
});
