/**
 * Sentences of which every word and every full stop is one token of the course’s tokenizer (a test sees to it), each with another first word: so a
 * prompt can be made of exactly so many tokens, and two prompts in turn have nothing in common but the begin token.
 */
const sentences = [
  'Tom had a red ball.',
  'Lily saw a big bird near the tree.',
  'Max was a very happy dog.',
  'They played in the garden all day.',
  'Mom made a yummy cake.',
  'The little frog jumped into the pond.',
  'She wanted to find a new friend.',
  'He looked at the blue sky and smiled.',
  'One day it started to rain.',
  'Ben ran to the house with his toy.',
  'Sam found a small box under the bed.',
  'Anna loved to play outside with her friends.',
] as const;

const piecesOf = (sentence: string): readonly string[] => [...sentence.slice(0, -1).split(' ').map((word) => ` ${word}`), '.'];

/** Lengths that are measured, in tokens, the begin token counted. The model can hold 512, and something must be left to write. */
export const promptLengths = [16, 32, 64, 128, 256, 448] as const;
export const startLength = 32;

/** A prompt of exactly so many tokens, the begin token counted. Each turn begins with another sentence than the one before. */
export function promptOf(tokens: number, turn: number): string {
  const order = sentences.map((_, place) => sentences[(place + turn) % sentences.length]);
  const pieces: string[] = [];
  while (pieces.length < tokens - 1) pieces.push(...order.flatMap(piecesOf));
  return pieces.slice(0, tokens - 1).join('');
}
