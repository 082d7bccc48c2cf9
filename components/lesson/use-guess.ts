import { guessKey, keep, useKept } from './kept';

/** The reader's guess, kept in this browser: null before it was made, empty where it was skipped. */
export function useGuess(name: string): readonly [string | null, (guess: string | null) => void] {
  return [useKept(guessKey(name)), (guess) => keep(guessKey(name), guess)];
}
