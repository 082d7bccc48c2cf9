import { coins, shuffled } from './random';
import type { CharacterVocabulary, CorpusName } from './trained-model';
import { encodeCharacters, makeVocabulary } from './vocabulary';

/** `lines`: a list of short lines, each a thing of its own, such as names. `prose`: everything else. */
export type TextLayout = 'lines' | 'prose';

/** Token ids in pieces that stand one behind another, and the places where a row of a batch may begin. */
export interface Split {
  readonly ids: Int32Array<ArrayBuffer>;
  /** A row is the `contextLength` ids from here on; it never runs into another piece. */
  readonly starts: Int32Array<ArrayBuffer>;
}

/** A text made ready: vocabulary, and what is trained on apart from what is only tested on. */
export interface Corpus {
  readonly name: CorpusName;
  readonly layout: TextLayout;
  readonly vocabulary: CharacterVocabulary;
  readonly contextLength: number;
  readonly train: Split;
  readonly heldout: Split;
  /** Characters of the text without a token of their own. */
  readonly unknownCharacters: number;
  /** In whole sentences: what that means, where it means something. */
  readonly notes: readonly string[];
}

/** Of lines, or of blocks. */
const heldoutShare = 0.1;
/** Most blocks of prose, so that what is held out comes from everywhere in the text. */
const mostBlocks = 40;
/** In a list of lines: a tenth of them still makes a row. */
const fewestLineCharacters = 500;

/** Enough different lines, and nearly all of them fit into a row with the line feed that begins it and the one that ends it. */
export function layoutOf(text: string, contextLength: number): TextLayout {
  const lengths = linesOf(text).map((line) => Array.from(line).length);
  const short = lengths.filter((length) => length <= contextLength - 2).length;
  const characters = lengths.reduce((sum, length) => sum + length + 1, 0);
  return lengths.length >= 50 && characters >= fewestLineCharacters && short >= 0.98 * lengths.length ? 'lines' : 'prose';
}

/**
 * Splits a text by whole lines, or by blocks of prose, in a way that the seed decides.
 * @param text checked by `readText`
 */
export function makeCorpus(name: CorpusName, text: string, contextLength: number, seed: number): Corpus {
  const layout = layoutOf(text, contextLength);
  const vocabulary = makeVocabulary(text, layout === 'lines');
  const pieces = layout === 'lines' ? linesOf(text) : blocksOf(text, contextLength);
  const order = shuffled(pieces.length, coins(seed, 'split'));
  const held = new Set(order.slice(0, Math.max(1, Math.round(pieces.length * heldoutShare))));
  const split = layout === 'lines' ? joinLines : joinBlocks;
  const train = split(pieces, order.filter((piece) => !held.has(piece)), vocabulary, contextLength);
  const heldout = split(pieces, order.filter((piece) => held.has(piece)), vocabulary, contextLength);
  const unknownCharacters = [...train.ids, ...heldout.ids].filter((id) => id === 0).length;
  return { name, layout, vocabulary, contextLength, train, heldout, unknownCharacters, notes: notesOn(unknownCharacters, train.ids.length + heldout.ids.length) };
}

function notesOn(unknown: number, all: number): string[] {
  const share = unknown / all;
  if (share < 0.001) return [];
  return [`${unknown.toLocaleString('en')} characters (${(100 * share).toFixed(1)}%) are too rare to have a token of their own: the model reads “�” for each.`];
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').filter((line) => line !== ''))];
}

function blocksOf(text: string, contextLength: number): string[] {
  const characters = Array.from(text);
  // Of one size, each at least two rows long: the last one is not left with less than a row.
  const count = Math.max(2, Math.min(mostBlocks, Math.floor(characters.length / (2 * contextLength))));
  const length = Math.ceil(characters.length / count);
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, block) => characters.slice(block * length, (block + 1) * length).join(''));
}

/** Lines in their random order, each with its line feed; rows begin where lines do. */
function joinLines(lines: readonly string[], order: readonly number[], vocabulary: CharacterVocabulary, contextLength: number): Split {
  const encoded = order.map((line) => encodeCharacters(vocabulary, `${lines[line]}\n`));
  const ids = joined(encoded);
  const starts: number[] = [];
  let at = 0;
  for (const line of encoded) {
    if (at + contextLength <= ids.length) starts.push(at);
    at += line.length;
  }
  return { ids, starts: Int32Array.from(starts) };
}

/** Blocks in the text's order, those that were neighbours joined again; rows begin anywhere. */
function joinBlocks(all: readonly string[], order: readonly number[], vocabulary: CharacterVocabulary, contextLength: number): Split {
  const pieces: string[] = [];
  let last = -2;
  for (const block of order.toSorted((a, b) => a - b)) {
    if (block === last + 1) pieces[pieces.length - 1] += all[block];
    else pieces.push(all[block]);
    last = block;
  }
  const encoded = pieces.map((piece) => encodeCharacters(vocabulary, piece));
  const starts: number[] = [];
  let at = 0;
  for (const piece of encoded) {
    for (let start = 0; start + contextLength <= piece.length; start++) starts.push(at + start);
    at += piece.length;
  }
  return { ids: joined(encoded), starts: Int32Array.from(starts) };
}

function joined(parts: readonly Int32Array<ArrayBuffer>[]): Int32Array<ArrayBuffer> {
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
