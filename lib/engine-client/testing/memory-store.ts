import type { FileStore } from '../file-store';

/** A store in memory; `entries` may be looked at and spoilt. */
export function memoryStore(): FileStore & { readonly entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: (key) => Promise.resolve(entries.get(key)),
    set: (key, value) => {
      entries.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...entries.keys()]),
  };
}

/** A store that refuses everything, as in some private windows. */
export function throwingStore(): FileStore {
  const refuse = () => Promise.reject(new DOMException('storage is not allowed here', 'SecurityError'));
  return { get: refuse, set: refuse, delete: refuse, keys: refuse };
}
