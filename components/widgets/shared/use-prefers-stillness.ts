import { useSyncExternalStore } from 'react';

const query = '(prefers-reduced-motion: reduce)';

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Whether the reader asked for less motion: then nothing starts by itself. */
export function usePrefersStillness(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches, () => false);
}
