import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStore, throwingStore } from '@/lib/engine-client/testing/memory-store';
import { keepText, keptText, noText, textOf } from './texts';

const long = 'It was a bright cold day in April, and the clocks were striking thirteen. '.repeat(20);

describe('a text of one’s own', () => {
  it('is trained on where it can be', async () => {
    expect(await textOf('own', { text: long, fileName: null })).toBe(long);
  });

  it.each([['too short', ''], ['one character only', 'x'.repeat(2000)], ['binary', '\0'.repeat(2000)]])('that is %s is refused with words', async (_, text) => {
    await expect(textOf('own', { text, fileName: null })).rejects.toMatchObject({ code: 'invalid-request', remedy: expect.stringMatching(/\w/) as string });
  });

  it('is kept on the device, comes back, and is forgotten when it is empty', async () => {
    const store = memoryStore();
    expect(await keptText(store)).toEqual(noText);
    expect(await keepText(store, { text: 'مرحبا 🙂', fileName: 'a.txt' })).toBe('');
    expect(await keptText(store)).toEqual({ text: 'مرحبا 🙂', fileName: 'a.txt' });
    expect(await keepText(store, noText)).toBe('');
    expect(store.entries.size).toBe(0);
  });

  it('is not lost where storage is full or refused: that is said', async () => {
    const full = { ...memoryStore(), set: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) };
    expect(await keepText(full, { text: 'a', fileName: null })).toContain('full');
    expect(await keepText(throwingStore(), { text: 'a', fileName: null })).toContain('stores nothing');
    expect(await keptText(throwingStore())).toEqual(noText);
  });

  it('of junk in the store is none', async () => {
    const store = memoryStore();
    await store.set('training-text', { text: 7 });
    expect(await keptText(store)).toEqual(noText);
  });
});

describe('a text of the site', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is fetched once; what failed may be tried again', async () => {
    const answers = [() => Promise.reject(new TypeError('offline')), () => Promise.resolve(new Response('gone', { status: 404 })), () => Promise.resolve(new Response('Anna\n'))];
    const fetch = vi.fn(() => answers.shift()!());
    vi.stubGlobal('fetch', fetch);
    await expect(textOf('names', noText)).rejects.toMatchObject({ code: 'network' });
    await expect(textOf('names', noText)).rejects.toMatchObject({ code: 'network' });
    expect(await textOf('names', noText)).toBe('Anna\n');
    expect(await textOf('names', noText)).toBe('Anna\n');
    expect(fetch).toHaveBeenCalledTimes(3);
  });
});
