/** Which tasks the reader has done, in this browser. Widgets report, `<Task>` shows. */
const storageKey = 'tasks-done';

const listeners = new Set<() => void>();
let done: ReadonlySet<string> | null = null;

function read(): ReadonlySet<string> {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
  } catch {
    // Storage may be refused, or hold junk: then nothing has been done yet.
    return new Set();
  }
}

function current(): ReadonlySet<string> {
  done ??= read();
  return done;
}

/** Says that a task was done, for example `next-token-stepped`. Saying it again changes nothing. */
export function reportTask(name: string): void {
  if (current().has(name)) return;
  done = new Set([...current(), name]);
  try {
    localStorage.setItem(storageKey, JSON.stringify([...done]));
  } catch {
    // Not kept for the next visit; still ticked on this page.
  }
  for (const listener of listeners) listener();
}

/** Whether a task has been done; only in the browser. */
export function taskDone(name: string): boolean {
  return current().has(name);
}

/** Calls back after every change; returns how to stop. */
export function subscribeTasks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
