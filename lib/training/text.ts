import { EngineError } from '@/lib/engine/errors';

/** A text ready to be trained on. */
export interface CheckedText {
  /** Line feeds only, composed characters (NFC), no byte order mark. */
  readonly text: string;
  /** In whole sentences: what was left out, for the reader. */
  readonly notes: readonly string[];
}

/** In code points. Less cannot be split into rows to train on and rows to test on. */
export const fewestCharacters = 500;
/** More than a hundred times what this machine reads in the minutes of a training. */
export const mostCharacters = 1_000_000;
export const mostFileBytes = 20_000_000;

/**
 * A file's bytes as text: UTF-8, or UTF-16 with its mark.
 * @throws EngineError `invalid-request`: too large, or no text
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > mostFileBytes) {
    throw refusal(`This file has ${millions(bytes.length)} million bytes; ${millions(mostFileBytes)} million is the most that is read.`, 'Take a part of it: 100,000 characters are plenty.', { bytes: bytes.length, limitBytes: mostFileBytes });
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refusal('This file is not plain text in UTF-8.', 'Save it as plain text (.txt, UTF-8) and choose it again. Word and PDF files must be exported first.');
  }
}

/**
 * Makes any text fit for training, or says why it cannot be. Every script is welcome, emoji and right-to-left ones too: a
 * token is a code point, in the order in which the text stores them.
 * @throws EngineError `invalid-request`: binary, too short, or one character only
 */
export function checkText(raw: string): CheckedText {
  const whole = raw.replace(/^\u{FEFF}/u, '').replace(/\r\n?/g, '\n').normalize('NFC');
  if (isBinary(whole)) {
    throw refusal('This is binary data, not text: it contains characters that no text has.', 'Choose a plain text file (.txt, .md, .csv), or paste the text itself.');
  }
  const notes: string[] = [];
  // Encoded and decoded: halves of characters that stand alone become the replacement character.
  let characters = Array.from(new TextDecoder().decode(new TextEncoder().encode(whole)));
  if (characters.length > mostCharacters) {
    notes.push(`Only the first ${mostCharacters.toLocaleString('en')} of its ${characters.length.toLocaleString('en')} characters are used.`);
    characters = characters.slice(0, mostCharacters);
  }
  const written = characters.filter((character) => character.trim() !== '');
  if (written.length < fewestCharacters) {
    throw refusal(
      `This text has ${written.length.toLocaleString('en')} ${written.length === 1 ? 'character' : 'characters'}; at least ${fewestCharacters} are needed, one part to train on and another to test on.`,
      'Paste more: a page or two is a beginning, a chapter is better.',
      { characters: written.length, limit: fewestCharacters },
    );
  }
  if (new Set(written).size < 2) {
    throw refusal(`This text is one character, “${written[0]}”, again and again.`, 'There is nothing to learn from it but that. Choose a text with at least two different characters.');
  }
  return { text: characters.join(''), notes };
}

/** A zero, or more than one in a hundred of the control characters that no text has. */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return true;
    if (code < 32 && ![9, 10, 12, 13, 27].includes(code)) controls += 1;
  }
  return controls > text.length / 100;
}

const millions = (count: number) => (count / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });

function refusal(message: string, remedy: string, details: Readonly<Record<string, number | string>> = {}): EngineError {
  return new EngineError('invalid-request', message, remedy, details);
}
