import { useSyncExternalStore } from 'react';

/**
 * What the site keeps of a reader's progress, in this browser and by this module alone, so that it can all be forgotten: guesses, answers
 * to checks, lessons begun and finished, and under `tasks-done` the tasks.
 */

/** The key of a guess. */
export const guessKey = (name: string): string => `guess-${name}`;
/** The key of an answer to a lesson's check, its questions counted from 1; kept is the answer's place, counted from 0. */
export const answerKey = (lesson: string, question: number): string => `check-${lesson}-${question}`;
/** The key of how far a reader has come in a lesson. */
export const lessonKey = (lesson: string): string => `lesson-${lesson}`;

const isProgress = (key: string): boolean => /^(guess|check|lesson)-/.test(key) || key === 'tasks-done';

/** What storage would not take; it lives as long as the page. */
const unstored = new Map<string, string>();
const listeners = new Set<() => void>();

/** What is kept under this key; null: nothing. Browser only. */
export function kept(key: string): string | null {
  if (unstored.has(key)) return unstored.get(key)!;
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage refused: there is nothing from earlier visits.
    return null;
  }
}

/** Keeps a text under a key of the shapes above; null forgets it. */
export function keep(key: string, value: string | null): void {
  unstored.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== null) unstored.set(key, value);
  }
  for (const listener of listeners) listener();
}

/** Every key that holds progress, in alphabetical order. */
export function keptKeys(): readonly string[] {
  const keys = new Set(unstored.keys());
  try {
    for (let index = 0; index < localStorage.length; index++) keys.add(localStorage.key(index) ?? '');
  } catch {
    // As above.
  }
  return [...keys].filter(isProgress).sort();
}

/** Deletes all progress, and nothing else: the theme stays. */
export function forgetProgress(): void {
  for (const key of keptKeys()) keep(key, null);
}

/** Calls back after every change, in this page or in another of the site; returns how to stop. */
export function subscribeKept(listener: () => void): () => void {
  listeners.add(listener);
  globalThis.window?.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    globalThis.window?.removeEventListener('storage', listener);
  };
}

/** What is kept under a key, kept up to date; null until the page is alive: the exported page knows no reader. */
export function useKept(key: string): string | null {
  return useSyncExternalStore(subscribeKept, () => kept(key), () => null);
}

/** The keys that hold progress, one a line, kept up to date; empty until the page is alive. */
export function useKeptKeys(): string {
  return useSyncExternalStore(subscribeKept, () => keptKeys().join('\n'), () => '');
}
