import { useEffect, useState } from 'react';

/** Milliseconds from token to token. */
const tokenMs = 35;

/** Shows a recorded text again as it was written: how many tokens of it are there by now; null: all. */
export function useReplay(tokens: number): { readonly shown: number | null; readonly start: () => void; readonly stop: () => void } {
  const [shown, setShown] = useState<number | null>(null);
  const isPlaying = shown !== null;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setShown((before) => (before === null || before + 1 >= tokens ? null : before + 1)), tokenMs);
    return () => clearInterval(timer);
  }, [isPlaying, tokens]);
  return { shown, start: () => setShown(0), stop: () => setShown(null) };
}
