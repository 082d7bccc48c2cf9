import { expect, test } from 'vitest';
import { directionOf, spokenText, visibleText } from './visible-text';

test.each([
  [' girl', '␣girl'],
  ['.\n', '.↵'],
  ['\t', '⇥'],
  ['\u0000a\u001b', '⟨00⟩a⟨1B⟩'],
  ['\u007f', '⟨7F⟩'],
  ['\ufffdh', '⟨?⟩h'],
  ['\u200d', '⟨U+200D⟩'],
  ['\u202e', '⟨U+202E⟩'],
  ['é🍓', 'é🍓'],
  ['', ''],
])('%j is set as %j', (text, visible) => expect(visibleText(text)).toBe(visible));

test.each([
  [' girl', 'space girl'],
  [',', 'comma'],
  ["'s", "'s"],
  ['."', 'full stop quotation mark'],
  ['⟨F0⟩⟨9F⟩', 'byte F0 byte 9F'],
  ['\n', 'new line'],
])('%j is read aloud as %j', (text, spoken) => expect(spokenText(text)).toBe(spoken));

test('a text runs as its first letter does', () => {
  expect(directionOf('42 مرحبا hello')).toBe('rtl');
  expect(directionOf('שלום')).toBe('rtl');
  expect(directionOf('hello مرحبا')).toBe('ltr');
  expect(directionOf('123 🍓')).toBe('ltr');
});
