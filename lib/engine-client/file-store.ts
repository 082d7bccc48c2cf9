import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval';

/** Where files are kept between visits. Any call may reject: storage is missing, refused or full on some devices. */
export interface FileStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** A store in IndexedDB, which unlike the Cache API is there without a secure context too. Opened at first use. */
export function indexedDbStore(database = 'forward-pass'): FileStore {
  let opened: UseStore | undefined;
  const store = () => (opened ??= createStore(database, 'files'));
  return {
    get: async (key) => get(key, store()),
    set: async (key, value) => set(key, value, store()),
    delete: async (key) => del(key, store()),
    keys: async () => (await keys(store())).map(String),
  };
}

/**
 * The same store with every failure turned into "nothing there": a device that cannot keep files downloads them
 * each time, and that is all. Some browsers never answer when storage is blocked: after `patienceMs` of silence the
 * store is left alone for good.
 */
export function forgiving(store: FileStore, patienceMs = 5_000): FileStore {
  let silent = false;
  const orElse = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    if (silent) return otherwise;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<T>((resolve) => {
      timer = setTimeout(() => {
        silent = true;
        resolve(otherwise);
      }, patienceMs);
    });
    try {
      return await Promise.race([work(), late]);
    } catch {
      return otherwise;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: (key) => orElse(() => store.get(key), undefined),
    set: (key, value) => orElse(() => store.set(key, value), undefined),
    delete: (key) => orElse(() => store.delete(key), undefined),
    keys: () => orElse(() => store.keys(), []),
  };
}
