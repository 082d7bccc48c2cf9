import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeptModels } from './kept-models';
import { memoryStore, throwingStore } from './testing/memory-store';
import type { FileStore } from './file-store';

const bytes = (text: string) => new TextEncoder().encode(text);
const model = (name: string, weights = 'weights') => ({ name, files: new Map([['config.json', bytes('{}')], ['model.safetensors', bytes(weights)]]) });
const hash = (content: Uint8Array) => Promise.resolve(createHash('sha256').update(content).digest('hex'));

function make(store: FileStore = memoryStore(), patienceMs?: number): KeptModels {
  let clock = 1_000;
  return new KeptModels({ store, hash, now: () => ++clock, patienceMs });
}

/** A store with room for `entries` records; what does not fit is refused as a browser does. */
function smallStore(entries: number) {
  const store = memoryStore();
  const set = (key: string, value: unknown) => {
    if (!store.entries.has(key) && store.entries.size >= entries) return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    return store.set(key, value);
  };
  return { ...store, set };
}

describe('kept models', () => {
  it('are listed newest first, with their bytes, and come back as they were', async () => {
    const kept = make();
    await kept.keep(model('anna'));
    await kept.keep(model('otto', 'other weights'));
    expect((await kept.list()).models).toEqual([
      { name: 'otto', keptAt: 1_002, bytes: 15 },
      { name: 'anna', keptAt: 1_001, bytes: 9 },
    ]);
    expect(await kept.load('otto')).toEqual(model('otto', 'other weights'));
  });

  it('are replaced by name, and nothing of the old one stays', async () => {
    const store = memoryStore();
    const kept = make(store);
    await kept.keep(model('anna'));
    await kept.keep(model('anna', 'better'));
    expect(await kept.load('anna')).toEqual(model('anna', 'better'));
    expect(store.entries.size).toBe(2);
  });

  it('are deleted, and then missing', async () => {
    const store = memoryStore();
    const kept = make(store);
    await kept.keep(model('anna'));
    await kept.delete('anna');
    expect(store.entries.size).toBe(0);
    await expect(kept.load('anna')).rejects.toMatchObject({ code: 'file-missing' });
    await kept.delete('anna');
  });

  it.each([1, 0])('where storage is full: a new one is refused with words, nothing is left behind, the others are there (room for %i more)', async (room) => {
    const store = smallStore(2 + room);
    const kept = make(store);
    await kept.keep(model('anna'));
    await expect(kept.keep(model('otto'))).rejects.toMatchObject({ code: 'storage-full', remedy: expect.stringContaining('download it instead') as string, details: { bytes: 9 } });
    expect(store.entries.size).toBe(2);
    expect(await kept.load('anna')).toEqual(model('anna'));
  });

  it('where storage is full: the one that was to be replaced is still there', async () => {
    const kept = make(smallStore(2));
    await kept.keep(model('anna'));
    await expect(kept.keep(model('anna', 'better'))).rejects.toMatchObject({ code: 'storage-full' });
    expect(await kept.load('anna')).toEqual(model('anna'));
  });

  it('that were damaged are removed, and that is said', async () => {
    const store = memoryStore();
    const kept = make(store);
    await kept.keep(model('anna'));
    const key = [...store.entries.keys()].find((name) => name.startsWith('files/'))!;
    store.entries.set(key, { 'config.json': bytes('{}'), 'model.safetensors': bytes('weighty') });
    await expect(kept.load('anna')).rejects.toMatchObject({ code: 'file-altered', message: expect.stringContaining('removed') as string });
    expect(store.entries.size).toBe(0);
  });

  it('whose entry is no entry, or whose files are gone, leave the list, by name', async () => {
    const store = memoryStore();
    const kept = make(store);
    await kept.keep(model('anna'));
    await kept.keep(model('otto'));
    store.entries.set('card/otto', { name: 'otto' });
    store.entries.set('card/eve', { name: 'eve', keptAt: 1, bytes: 1, hashes: {}, filesKey: 'files/nowhere' });
    expect(await kept.list()).toEqual({ models: [{ name: 'anna', keptAt: 1_001, bytes: 9 }], dropped: ['otto', 'eve'] });
    expect((await kept.list()).dropped).toEqual([]);
  });

  it('leave no files behind for good where a keeping broke off', async () => {
    const store = memoryStore();
    store.entries.set('files/otto/-3600000', {});
    store.entries.set('files/eve/1000', {});
    const kept = make(store);
    await kept.keep(model('anna'));
    await kept.list();
    expect([...store.entries.keys()].toSorted()).toEqual(['card/anna', 'files/anna/1001', 'files/eve/1000']);
  });

  it('are refused with words where the browser stores nothing, or never answers', async () => {
    await expect(make(throwingStore()).list()).rejects.toMatchObject({ code: 'storage-refused', remedy: expect.stringContaining('Download') as string });
    await expect(make(throwingStore()).keep(model('anna'))).rejects.toMatchObject({ code: 'storage-refused' });
    const silent = { ...memoryStore(), get: () => new Promise<never>(() => {}) };
    await expect(make(silent, 5).keep(model('anna'))).rejects.toMatchObject({ code: 'storage-refused', message: expect.stringContaining('does not answer') as string });
  });
});
