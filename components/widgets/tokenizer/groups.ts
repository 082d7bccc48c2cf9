import type { TokenPiece } from '@/lib/engine/generation/events';

/** What a text and its tokens come to. */
export interface Counts {
  readonly tokens: number;
  /** Unicode code points. */
  readonly characters: number;
  /** In UTF-8. */
  readonly bytes: number;
}

export function countsOf(text: string, pieces: readonly TokenPiece[]): Counts {
  return { tokens: pieces.length, characters: [...text].length, bytes: new TextEncoder().encode(text).length };
}

/** A word of letters that fell into two or more tokens, or null: none did. */
export function splitWord(text: string, pieces: readonly TokenPiece[]): string | null {
  const ends = new Set<number>();
  let length = 0;
  for (const { bytes } of pieces) ends.add((length += bytes.length));
  const encoder = new TextEncoder();
  for (const { 0: word, index } of text.matchAll(/\p{L}[\p{L}\p{M}]+/gu)) {
    const from = encoder.encode(text.slice(0, index)).length;
    const to = from + encoder.encode(word).length;
    for (let byte = from + 1; byte < to; byte++) if (ends.has(byte)) return word;
  }
  return null;
}

/** Whether a character of the text was dissolved into bytes. */
export function hasSplitCharacter(pieces: readonly TokenPiece[]): boolean {
  return pieces.some(({ whole }) => !whole);
}
