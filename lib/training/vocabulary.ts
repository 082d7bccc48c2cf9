import { unknownCharacter, type CharacterVocabulary } from './trained-model';

/** Most characters of a vocabulary, the unknown one counted in: each costs a row of the embedding and of every logit. */
export const mostCharacters = 256;

/**
 * The characters of a text, as tokens: each that occurs at least twice, the most frequent first where there are too many.
 * The line feed and the unknown character are always there.
 * @param lines the text is a list of lines: the line feed ends one
 */
export function makeVocabulary(text: string, lines: boolean): CharacterVocabulary {
  const counts = new Map<string, number>([['\n', Number.POSITIVE_INFINITY]]);
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  counts.delete(unknownCharacter);
  const kept = [...counts].filter(([, count]) => count > 1).toSorted((a, b) => b[1] - a[1]).slice(0, mostCharacters - 1);
  const characters = [unknownCharacter, ...kept.map(([character]) => character).toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)];
  const lineFeed = characters.indexOf('\n');
  return { characters, beginId: lineFeed, stopId: lines ? lineFeed : 0 };
}

/** Ids of a text's characters; 0 for those that have none. */
export function encodeCharacters({ characters }: Pick<CharacterVocabulary, 'characters'>, text: string): Int32Array<ArrayBuffer> {
  const ids = new Map(characters.map((character, id) => [character, id]));
  return Int32Array.from(Array.from(text), (character) => ids.get(character) ?? 0);
}
