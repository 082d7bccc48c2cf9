import { keep, kept, subscribeKept } from './kept';

/** Which tasks the reader has done, in this browser. Widgets report, `<Task>` shows. */
const key = 'tasks-done';

function done(): readonly string[] {
  try {
    const names: unknown = JSON.parse(kept(key) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    // Junk: then nothing has been done yet.
    return [];
  }
}

/** Says that a task was done, for example `next-token-stepped`. Saying it again changes nothing. */
export function reportTask(name: string): void {
  const before = done();
  if (!before.includes(name)) keep(key, JSON.stringify([...before, name]));
}

/** Whether a task has been done; only in the browser. */
export function taskDone(name: string): boolean {
  return done().includes(name);
}

/** Calls back after every change; returns how to stop. */
export const subscribeTasks = subscribeKept;
