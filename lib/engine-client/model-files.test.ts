import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DownloadEffects } from './download';
import { manifestStallMs, ModelFiles } from './model-files';
import { memoryStore } from './testing/memory-store';

const text = '{"dim":1}';
const manifest = JSON.stringify({ 'config.json': { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') } });
const url = 'http://site/models/pocket/';
const { signal } = new AbortController();

/** A server of two files, and a clock of its own: every wait that nobody ends is over at once. */
function makeEffects() {
  const world = { manifest: (_init?: RequestInit): Promise<Response> => Promise.resolve(new Response(manifest)), aborted: 0, waited: [] as number[], fetched: [] as string[] };
  const effects: DownloadEffects = {
    fetch: (address, init) => {
      const name = String(address).slice(url.length);
      world.fetched.push(name);
      return name === 'manifest.json' ? world.manifest(init) : Promise.resolve(new Response(text));
    },
    store: memoryStore(),
    later: (work) => void work(),
    sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
    wait: (ms, ended) =>
      new Promise((resolve) => {
        setTimeout(() => {
          if (ended.aborted) return;
          world.waited.push(ms);
          resolve();
        }, 5);
      }),
  };
  return { world, effects };
}

describe('a request for the manifest that stalls', () => {
  const silent = (world: { aborted: number }) => (init?: RequestInit) => {
    init?.signal?.addEventListener('abort', () => {
      world.aborted += 1;
    });
    return new Promise<Response>(() => undefined);
  };

  it('is given up after a few seconds where the manifest was kept: the model is cached, and loads', async () => {
    const { world, effects } = makeEffects();
    await new ModelFiles(url, effects).json('config.json', signal);
    world.waited.length = 0;
    world.manifest = silent(world);
    const files = new ModelFiles(url, effects);
    expect(await files.json('config.json', signal)).toEqual({ dim: 1 });
    expect(files.downloadedBytes).toBe(0);
    expect(world).toMatchObject({ aborted: 1, waited: [manifestStallMs] });
    expect(manifestStallMs).toBeLessThanOrEqual(5_000);
  });

  it('is made again where nothing was kept, and then is a typed error', async () => {
    const { world, effects } = makeEffects();
    world.manifest = silent(world);
    await expect(new ModelFiles(url, effects).json('config.json', signal)).rejects.toMatchObject({ code: 'network' });
    expect(world.aborted).toBe(3);
  });

  it('may stall in the middle of the answer too', async () => {
    const { world, effects } = makeEffects();
    await new ModelFiles(url, effects).json('config.json', signal);
    const half = () => new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(manifest.slice(0, 9))) });
    world.manifest = () => Promise.resolve(new Response(half()));
    expect(await new ModelFiles(url, effects).json('config.json', signal)).toEqual({ dim: 1 });
  });

  it('is not held against a server that answers the second time', async () => {
    const { world, effects } = makeEffects();
    const good = world.manifest;
    world.manifest = (init) => {
      world.manifest = good;
      return silent(world)(init);
    };
    expect(await new ModelFiles(url, effects).json('config.json', signal)).toEqual({ dim: 1 });
    expect(world.aborted).toBe(1);
  });
});

describe('a file that two ask for', () => {
  it('comes for the other where the one who began it goes away', async () => {
    const { world, effects } = makeEffects();
    const files = new ModelFiles(url, effects);
    const first = new AbortController();
    const gone = files.json('config.json', first.signal);
    const stays = files.json('config.json', signal);
    first.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    expect(await stays).toEqual({ dim: 1 });
    expect(world.fetched).toEqual(['manifest.json', 'config.json']);
  });

  it('is fetched once', async () => {
    const { world, effects } = makeEffects();
    const files = new ModelFiles(url, effects);
    const other = new AbortController();
    expect(await Promise.all([files.json('config.json', signal), files.json('config.json', other.signal)])).toEqual([{ dim: 1 }, { dim: 1 }]);
    expect(world.fetched).toEqual(['manifest.json', 'config.json']);
  });
});
