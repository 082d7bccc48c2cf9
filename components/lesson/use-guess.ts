import { useEffect, useState } from 'react';

/** The reader's guess, kept in this browser: null before it was made, empty where it was skipped. */
export function useGuess(name: string): readonly [string | null, (guess: string | null) => void] {
  const key = `guess-${name}`;
  const [guess, setGuess] = useState<string | null>(null);
  // Read after the first drawing: the exported page knows no reader.
  useEffect(() => {
    try {
      setGuess(localStorage.getItem(key));
    } catch {
      // Storage refused: the guess lives as long as the page.
    }
  }, [key]);
  const keep = (next: string | null) => {
    setGuess(next);
    try {
      if (next === null) localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // As above.
    }
  };
  return [guess, keep];
}
