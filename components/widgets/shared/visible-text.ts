/** A stretch of text as it is set: characters that show themselves, or a sign for one that shows nothing. */
interface TextPart {
  readonly text: string;
  readonly isSign: boolean;
}

const signs: Readonly<Record<string, string>> = { ' ': '␣', '\n': '↵', '\t': '⇥', '\u00a0': '⍽', '\ufffd': '⟨?⟩' };

/** The sign for a character that shows nothing; null where it shows itself. Spaces inside a text show by the gap they leave. */
function signOf(character: string): string | null {
  const known = signs[character];
  if (known) return known;
  const code = character.codePointAt(0)!;
  // One byte, and set as bytes are: few fonts have the pictures of control characters.
  if (code < 0x20 || code === 0x7f) return `⟨${code.toString(16).toUpperCase().padStart(2, '0')}⟩`;
  if (/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\p{Cn}/u.test(character)) return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  return null;
}

/** A token's text with nothing hidden in it: spaces, line ends and control characters by their signs. */
export function visibleParts(text: string): readonly TextPart[] {
  const parts: { text: string; isSign: boolean }[] = [];
  for (const character of text) {
    const sign = signOf(character);
    const last = parts.at(-1);
    if (sign === null && last && !last.isSign) last.text += character;
    else parts.push({ text: sign ?? character, isSign: sign !== null });
  }
  return parts;
}

/** The same as one string: `␣girl`. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('');
}

const spokenSigns: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\n': 'new line',
  '\t': 'tab',
  ',': 'comma',
  '.': 'full stop',
  '!': 'exclamation mark',
  '?': 'question mark',
  '"': 'quotation mark',
  "'": 'apostrophe',
  ':': 'colon',
  ';': 'semicolon',
  '-': 'hyphen',
};

/** A token's text as it is read aloud: `space girl`, `comma`, `byte F0`. */
export function spokenText(text: string): string {
  if (text.startsWith('⟨')) return text.replaceAll(/⟨(\w\w)⟩/g, 'byte $1 ').trim();
  const words: string[] = [];
  let run = '';
  for (const character of text) {
    const said = spokenSigns[character] ?? (signOf(character) === null ? null : `character ${character.codePointAt(0)!.toString(16).toUpperCase()}`);
    if (said === null || (character === "'" && text.length > 1)) run += character;
    else {
      if (run) words.push(run);
      run = '';
      words.push(said);
    }
  }
  if (run) words.push(run);
  return words.join(' ');
}

/** The way a text runs, by its first letter that has a direction. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = /\p{L}/u.exec(text)?.[0];
  return first && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? 'rtl' : 'ltr';
}
