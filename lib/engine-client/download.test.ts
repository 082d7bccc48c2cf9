import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineError } from '@/lib/engine/errors';
import { partBytes } from './cached-file';
import { type DownloadEffects, downloadFile, mostAttempts } from './download';
import { type FileStore, forgiving } from './file-store';
import type { LoadEvent } from './protocol';
import { sha256 } from './sha256';
import { cutAfter, type FaultyServer, faultyServer } from './testing/faulty-server';
import { memoryStore, throwingStore } from './testing/memory-store';
import { wait } from './wait';

const content = Uint8Array.from({ length: 3 * partBytes + 12_345 }, (_, index) => (index * 7 + (index >> 8)) & 255);
const hash = createHash('sha256').update(content).digest('hex');
const file = { name: 'model.safetensors', bytes: content.length, sha256: hash };

let server: FaultyServer;
let store: ReturnType<typeof memoryStore>;
let events: LoadEvent[];
let later: Promise<void>[];

beforeEach(async () => {
  server = await faultyServer(content);
  store = memoryStore();
  events = [];
  later = [];
});
afterEach(() => server.close());

/** Back-off takes no time here; a stall is waited for no longer than `stallMs`. */
function effects(over: Partial<DownloadEffects> = {}, stallMs = 5_000): DownloadEffects {
  return { fetch, store, sha256, wait: (ms, signal) => wait(ms >= 20_000 ? stallMs : 0, signal), later: (work) => void later.push(work()), ...over };
}

async function download(over: Partial<DownloadEffects> = {}, signal = new AbortController().signal, stallMs?: number) {
  const onEvent = (event: LoadEvent) => events.push(event);
  const downloaded = await downloadFile({ url: `${server.url}model.safetensors`, file, effects: effects(over, stallMs), signal, onEvent });
  await Promise.all(later);
  return downloaded;
}

const failure = (work: Promise<unknown>): Promise<EngineError> =>
  work.then(
    () => Promise.reject(new Error('it succeeded')),
    (thrown: EngineError) => thrown,
  );

/** Byte for byte; `toEqual` takes seconds for as many. */
const expectContent = (bytes: unknown) => expect(bytes instanceof Uint8Array && Buffer.compare(bytes, content) === 0).toBe(true);

const typesOf = () => events.map((event) => event.type);
const spoil = (bytes: Uint8Array, at = 1_000_000) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe('downloadFile', () => {
  it('brings the file, tells its progress, and keeps it for the next visit', async () => {
    const first = await download();
    expect(first.cached).toBe(false);
    expectContent(first.bytes);
    expect(typesOf()[0]).toBe('download-start');
    expect(typesOf().at(-1)).toBe('download-end');
    const told = events.flatMap((event) => (event.type === 'download-progress' ? [event.receivedBytes] : []));
    expect(told.at(-1)).toBe(content.length);
    expect(told).toEqual(told.toSorted((a, b) => a - b));

    const second = await download();
    expect(second.cached).toBe(true);
    expectContent(second.bytes);
    expect(server.ranges).toEqual(['']);
    expect([...store.entries.keys()]).toHaveLength(1); // The parts are gone.
  });

  it('says that a missing file is missing, at once', async () => {
    server.fault = (_, __, response) => (response.writeHead(404).end(), true);
    const error = await failure(download());
    expect(error.code).toBe('file-missing');
    expect(error.message).toContain('model.safetensors');
    expect(server.ranges).toHaveLength(1);
  });

  it('says that a truncated file is truncated, after one look past the caches', async () => {
    server.content = content.subarray(0, 2_000_000);
    const error = await failure(download());
    expect(error.code).toBe('file-truncated');
    expect(error.details).toMatchObject({ receivedBytes: 2_000_000, totalBytes: content.length });
    expect(server.ranges).toHaveLength(2);
  });

  it('says so too where the server does not announce its length', async () => {
    server.fault = (_, request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      response.writeHead(start > 0 ? 206 : 200, start > 0 ? { 'content-range': `bytes ${start}-1999999/*` } : {});
      response.end(content.subarray(start, 2_000_000));
      return true;
    };
    expect((await failure(download())).code).toBe('file-truncated');
  });

  it('says that a file with one altered byte is altered, after one fetch past the caches', async () => {
    server.content = spoil(content);
    const error = await failure(download());
    expect(error.code).toBe('file-altered');
    expect(server.ranges).toEqual(['', '']);
    expect(store.entries.size).toBe(0);
  });

  it('says that a longer file is altered', async () => {
    server.content = new Uint8Array([...content, 1, 2, 3]);
    expect((await failure(download())).code).toBe('file-altered');
  });

  it('heals when only the first answer was altered', async () => {
    const good = server.content;
    server.content = spoil(content);
    const modes: (RequestCache | undefined)[] = [];
    const healed = await download({
      fetch: (url, init) => {
        modes.push(init?.cache);
        if (init?.cache === 'reload') server.content = good;
        return fetch(url, init);
      },
    });
    expectContent(healed.bytes);
    expect(modes).toEqual(['default', 'reload']);
  });

  it('goes on where a connection broke off, by range', async () => {
    server.fault = (count, request, response) => (count === 0 ? cutAfter(content, 1_500_000, request, response) : undefined);
    const { bytes } = await download();
    expectContent(bytes);
    expect(server.ranges).toHaveLength(2);
    expect(server.ranges[1]).toMatch(/^bytes=\d+-$/);
    expect(Number(/\d+/.exec(server.ranges[1])?.[0])).toBeGreaterThan(0);
    expect(typesOf()).toContain('download-retry');
  });

  it('goes on in a later visit from the parts that were kept', async () => {
    server.fault = (_, request, response) => cutAfter(content, request.headers.range ? 0 : 2_500_000, request, response);
    const error = await failure(download());
    expect(error.code).toBe('network');
    expect(error.details.receivedBytes).toBeGreaterThan(2 * partBytes);
    server.fault = () => undefined;
    server.ranges.length = 0;
    const { bytes } = await download();
    expectContent(bytes);
    expect(server.ranges).toEqual([`bytes=${2 * partBytes}-`]);
  });

  it('tells why it broke off, also where its parts could not be kept', async () => {
    const full: FileStore = { ...store, set: (key, value) => (key.includes(`${hash}/`) ? Promise.reject(new DOMException('the disk is full', 'QuotaExceededError')) : store.set(key, value)) };
    server.fault = (_, request, response) => cutAfter(content, request.headers.range ? 0 : 2_500_000, request, response);
    expect((await failure(download({ store: full }))).code).toBe('network');
  });

  it('starts anew where the server knows no ranges', async () => {
    server.fault = (count, request, response) => {
      if (count === 0) return cutAfter(content, 1_500_000, request, response);
      response.writeHead(200, { 'content-length': content.length }).end(content);
      return true;
    };
    expectContent((await download()).bytes);
    expect(server.ranges).toHaveLength(2);
  });

  it('starts anew where the range is refused, or is another than asked for', async () => {
    server.fault = (count, request, response) => {
      if (count === 0) return cutAfter(content, 1_500_000, request, response);
      if (count === 1) return (response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end(), true);
      if (count === 2) return cutAfter(content, 1_500_000, request, response);
      if (count === 3) {
        response.writeHead(206, { 'content-range': `bytes 5-${content.length - 1}/${content.length}` }).end(content.subarray(5));
        return true;
      }
      return undefined;
    };
    expectContent((await download()).bytes);
  });

  it('fetches the whole again when the file changed under a resumed download', async () => {
    const other = spoil(content, 10);
    server.fault = (count, request, response) => (count === 0 ? cutAfter(other, 1_500_000, request, response) : undefined);
    expectContent((await download()).bytes);
    expect(server.ranges.at(-1)).toBe('');
  });

  it('drops a bad cache entry, of wrong length or content, and fetches past the HTTP cache', async () => {
    await download();
    const [key] = store.entries.keys();
    for (const bad of [content.subarray(1), spoil(content), 'not bytes at all']) {
      store.entries.set(key, bad);
      const { bytes, cached } = await download();
      expect(cached).toBe(false);
      expectContent(bytes);
      expectContent(store.entries.get(key));
    }
  });

  it('drops spoilt parts', async () => {
    store.entries.set(`${server.url}model.safetensors#${hash}/0`, spoil(content.slice(0, partBytes), 5));
    expectContent((await download()).bytes);
    expect(server.ranges).toEqual([`bytes=${partBytes}-`, '']);
  });

  it('forgets older versions of the file', async () => {
    store.entries.set(`${server.url}model.safetensors#${'0'.repeat(64)}`, content);
    await download();
    expect([...store.entries.keys()]).toEqual([`${server.url}model.safetensors#${hash}`]);
  });

  it('works without storage: refused, or silent', async () => {
    expectContent((await download({ store: forgiving(throwingStore()) })).bytes);
    const never = () => new Promise<never>(() => undefined);
    const silent: FileStore = { get: never, set: never, delete: never, keys: never };
    expectContent((await download({ store: forgiving(silent, 20) })).bytes);
  });

  it('waits out a busy server, and gives up on one that stays so', async () => {
    server.fault = (count, _, response) => (count < 3 ? (response.writeHead(503).end(), true) : undefined);
    expectContent((await download()).bytes);
    store.entries.clear();
    server.fault = (_, __, response) => (response.writeHead(503).end(), true);
    const error = await failure(download());
    expect(error.code).toBe('network');
    expect(error.message).toContain('503');
    expect(error.remedy).toContain('goes on');
  });

  it('gives up on a server that always breaks off, however far it came', async () => {
    server.fault = (_, request, response) => cutAfter(content, 10_000, request, response);
    expect((await failure(download())).code).toBe('network');
    expect(server.ranges).toHaveLength(mostAttempts);
  });

  it('takes a silent connection for broken and goes on', async () => {
    server.fault = (count, _, response) => {
      if (count > 0) return undefined;
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
      return true; // …and nothing more.
    };
    expectContent((await download({}, undefined, 200)).bytes);
  });

  it('names a server that cannot be reached', async () => {
    await server.close();
    expect((await failure(download())).code).toBe('network');
    server = await faultyServer(content);
  });

  it('stops when aborted, at once and for good', async () => {
    const abort = new AbortController();
    server.fault = (_, __, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
      setTimeout(() => abort.abort(), 20);
      return true;
    };
    await expect(download({}, abort.signal)).rejects.toThrow('abort');
    expect(server.ranges).toHaveLength(1);
  });
});

describe('sha256', () => {
  it('is the same with and without a secure context', async () => {
    const bytes = content.slice(0, 1_000);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(await sha256(bytes)).toBe(expected);
    const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
    try {
      expect(await sha256(bytes)).toBe(expected);
    } finally {
      Object.defineProperty(globalThis, 'crypto', original);
    }
  });
});
