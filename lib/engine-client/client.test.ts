import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '@/lib/engine/errors';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { createEngineClient, type EngineClient, type EngineClientOptions } from './client';
import { replayTo } from './generation-state';
import { makeGate } from './gate';
import { sampling } from './testing/events';
import { fakeId } from './testing/fake-engine';
import { fakeGpu, InProcessWorker, makeWorld, type World } from './testing/in-process-worker';

const request: GenerateRequest = { prompt: 'Once', sampling, maxTokens: 12 };
const whole = Array.from({ length: 12 }, (_, index) => fakeId(sampling.seed, index));

let workers: InProcessWorker[] = [];
let client: EngineClient;

function make(world: World, over: Partial<EngineClientOptions> = {}): EngineClient {
  workers = [];
  client = createEngineClient({
    createWorker: () => {
      const worker = new InProcessWorker(world.effects);
      workers.push(worker);
      return worker as unknown as Worker;
    },
    order: { engine: 'auto', seed: null },
    modelUrl: 'http://site/models/pocket/',
    saveData: () => false,
    beatMs: 20,
    ...over,
  });
  return client;
}
afterEach(() => client.suspend());

/** Reads a run; `at` is called with each token's index. */
async function read(events: AsyncIterable<GenerationEvent>, at: (index: number) => void = () => {}): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) {
    all.push(event);
    if (event.type === 'token') at(event.index);
  }
  return all;
}
const idsOf = (events: GenerationEvent[]) => replayTo(events).tokens.map(({ id }) => id);
const tokensOf = (events: GenerationEvent[]) => events.filter((event) => event.type === 'token').map((event) => event.index);
const failure = (work: Promise<unknown>) => work.then(() => Promise.reject(new Error('it succeeded')), (thrown: EngineError) => thrown);

describe('loading', () => {
  it('is done once for all who ask, and tells how it goes', async () => {
    const world = makeWorld();
    make(world);
    const seen: string[] = [];
    client.subscribe(() => {
      const state = client.getSnapshot();
      seen.push(state.status === 'loading' ? state.stage : state.status);
    });
    const [one, two] = await Promise.all([client.load(), client.load()]);
    expect(one).toBe(two);
    expect(one.ladder.map(({ outcome }) => outcome)).toEqual(['passed-over', 'taken']);
    expect(one).toMatchObject({ engine: { backend: 'cpu' }, fromCache: false, adapter: null });
    expect([...new Set(seen)]).toEqual(['download', 'compile', 'ready']);
    expect(workers).toHaveLength(1);
    expect(world.engines).toHaveLength(1);
  });

  it('on a GPU shows its stages in the order in which they happen', async () => {
    make(makeWorld(fakeGpu()));
    const seen: string[] = [];
    client.subscribe(() => {
      const state = client.getSnapshot();
      const stage = state.status === 'loading' ? state.stage : state.status;
      if (stage !== seen.at(-1)) seen.push(stage);
    });
    await client.load();
    expect(seen).toEqual(['download', 'compile', 'self-test', 'compile', 'ready']);
  });

  it.each(['no GPU', 'a GPU that fails'])('with %s shows the download as long as it takes, then the processor', async (what) => {
    const world = makeWorld(what === 'no GPU' ? undefined : fakeGpu());
    const arrived = makeGate();
    const body = () => new ReadableStream({ pull: (stream) => arrived.opened.then(() => (stream.enqueue(new TextEncoder().encode('weights')), stream.close())) });
    world.answer = (name) => (name === 'model.safetensors' ? new Response(body()) : undefined);
    const { createEngine } = world.effects;
    const creating = vi.spyOn(world.effects, 'createEngine').mockImplementation((options) => {
      if (!options.device) return createEngine({ ...options, onEvent: () => undefined });
      options.onEvent({ type: 'compile-start' });
      return Promise.reject(new EngineError('self-test-failed', 'Wrong numbers.', 'Use the CPU.'));
    });
    make(world);
    const loading = client.load();
    await vi.waitFor(() => expect(creating.mock.calls.at(-1)?.[0].device).toBeNull());
    await client.tokenize('a'); // Whatever the worker has told by now has been heard.
    expect(client.getSnapshot()).toMatchObject({ status: 'loading', stage: 'download', ladder: [] });
    let last = client.getSnapshot();
    client.subscribe(() => {
      if (client.getSnapshot().status === 'loading') last = client.getSnapshot();
    });
    arrived.open();
    expect((await loading).ladder.map(({ rung }) => rung)).toEqual(['webgpu', 'cpu']);
    expect(last).toMatchObject({ stage: 'download', ladder: [{ rung: 'webgpu' }, { rung: 'cpu', outcome: 'taken' }] });
  });

  it('comes from the cache on the next visit', async () => {
    const world = makeWorld();
    await make(world).load();
    client.suspend();
    world.fetched.length = 0;
    const again = await make(world).load();
    expect(again.fromCache).toBe(true);
    expect(again.downloadBytes).toBe(0);
    expect(world.fetched).toEqual(['manifest.json']);
  });

  it('does without the manifest when offline, from the cache', async () => {
    const world = makeWorld();
    await make(world).load();
    client.suspend();
    world.answer = () => new Response('', { status: 503 });
    expect((await make(world).load()).fromCache).toBe(true);
  });

  it('fails with the worker’s own error, and works again after retry', async () => {
    const world = makeWorld();
    world.answer = (name) => (name === 'model.safetensors' ? new Response('', { status: 404 }) : undefined);
    make(world);
    const error = await failure(client.load());
    expect(error).toMatchObject({ code: 'file-missing', remedy: expect.stringMatching(/\w/) as string });
    expect(client.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'file-missing' } });
    expect(await failure(client.load())).toBe(error); // It is not tried again by itself.
    world.answer = () => undefined;
    client.retry();
    expect((await client.load()).engine.backend).toBe('cpu');
  });

  it('is tried again by a reader who runs', async () => {
    const world = makeWorld();
    world.answer = (name) => (name === 'manifest.json' ? new Response('', { status: 404 }) : undefined);
    make(world);
    await failure(client.load());
    world.answer = () => undefined;
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });

  it('gives up on a worker that never starts, with a typed error', async () => {
    const world = makeWorld();
    let made = 0;
    make(world, {
      createWorker: () => {
        const worker = new InProcessWorker(world.effects);
        made += 1;
        worker.kill();
        setTimeout(() => worker.crash('no such script'), 5);
        return worker as unknown as Worker;
      },
    });
    expect(await failure(client.load())).toMatchObject({ code: 'worker-lost', message: expect.stringContaining('no such script') as string });
    expect(made).toBe(3);
  });
});

describe('Save-Data', () => {
  it('makes the weights wait for a tap, and says how many bytes', async () => {
    const world = makeWorld();
    make(world, { saveData: () => true });
    const loading = client.load();
    await vi.waitFor(() => expect(client.getSnapshot().status).toBe('waiting-for-consent'));
    expect(client.getSnapshot()).toEqual({ status: 'waiting-for-consent', bytes: 20 });
    expect(world.fetched).toEqual(['manifest.json']);
    expect(await client.tokenize('ab')).toHaveLength(2); // The tokenizer is small, and answers.
    expect(world.fetched).not.toContain('model.safetensors');
    client.allowDownload();
    await loading;
    expect(client.getSnapshot().status).toBe('ready');
  });

  it('asks for no tap where nothing would be downloaded', async () => {
    const world = makeWorld();
    await make(world).load();
    client.suspend();
    await make(world, { saveData: () => true }).load();
    expect(client.getSnapshot().status).toBe('ready');
  });

  it('lets a run be aborted while it waits', async () => {
    make(makeWorld(), { saveData: () => true });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    expect(await read(client.generate(request, { signal: abort.signal }))).toMatchObject([{ type: 'generation-end', reason: 'aborted' }]);
  });
});

describe('tokenize', () => {
  it('needs no weights', async () => {
    const world = makeWorld();
    make(world);
    expect((await client.tokenize('abc')).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(world.fetched.toSorted()).toEqual(['manifest.json', 'tokenizer.json', 'tokenizer_config.json']);
    expect(client.getSnapshot().status).toBe('idle');
  });

  it('is answered in the middle of a run, and after the worker was lost', async () => {
    make(makeWorld(undefined, 5));
    const run = read(client.generate(request));
    await client.load();
    expect(await client.tokenize('a')).toHaveLength(1);
    workers[0].kill();
    expect(await client.tokenize('ab')).toHaveLength(2);
    expect(idsOf(await run)).toEqual(whole);
  });
});

describe('generating', () => {
  it('streams a run', async () => {
    make(makeWorld());
    const events = await read(client.generate(request));
    expect(events.map(({ type }) => type).slice(0, 4)).toEqual(['generation-start', 'prefill-start', 'prefill-end', 'token']);
    expect(events.at(-1)).toMatchObject({ type: 'generation-end', reason: 'max-tokens' });
    expect(idsOf(events)).toEqual(whole);
  });

  it('queues two at once: both finish, one after the other', async () => {
    const world = makeWorld();
    make(world);
    const order: string[] = [];
    const [one, two] = await Promise.all([
      read(client.generate(request), () => order.push('one')),
      read(client.generate({ ...request, sampling: { ...sampling, seed: 9 } }), () => order.push('two')),
    ]);
    expect(idsOf(one)).toEqual(whole);
    expect(idsOf(two)).toHaveLength(12);
    expect(order.join(' ')).toBe([...Array(12).fill('one'), ...Array(12).fill('two')].join(' '));
    expect(world.engines[0].requests).toHaveLength(2);
  });

  it('stops at an abort, at once, and the next run is not held up', async () => {
    const world = makeWorld(undefined, 5);
    make(world);
    const abort = new AbortController();
    const events = await read(client.generate({ ...request, maxTokens: 10_000 }, { signal: abort.signal }), (index) => index === 3 && abort.abort());
    expect(events.at(-1)).toMatchObject({ type: 'generation-end', reason: 'aborted' });
    expect(tokensOf(events)).toEqual([0, 1, 2, 3]);
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });

  it('skips a queued run that was aborted before its turn', async () => {
    const world = makeWorld(undefined, 3);
    make(world);
    const abort = new AbortController();
    const first = read(client.generate(request));
    const second = read(client.generate(request, { signal: abort.signal }));
    setTimeout(() => abort.abort(), 15);
    expect(await second).toMatchObject([{ type: 'generation-end', reason: 'aborted' }]);
    expect(idsOf(await first)).toEqual(whole);
    await read(client.generate(request));
    expect(world.engines[0].requests).toHaveLength(2);
  });

  it('does nothing for a signal aborted before', async () => {
    const world = makeWorld();
    make(world);
    expect(await read(client.generate(request, { signal: AbortSignal.abort() }))).toMatchObject([{ reason: 'aborted' }]);
  });

  it('ends the run in the worker when the reader stops reading', async () => {
    const world = makeWorld(undefined, 2);
    make(world);
    for await (const event of client.generate({ ...request, maxTokens: 10_000 })) if (event.type === 'token') break;
    expect(idsOf(await read(client.generate(request)))).toEqual(whole); // It would wait for ever behind the first.
  });

  it('never overlaps two runs, also while an aborted one winds down', async () => {
    const world = makeWorld(undefined, 20);
    make(world);
    await client.load();
    for (let turn = 0; turn < 3; turn++) {
      const abort = new AbortController();
      const events = await read(client.generate(request, { signal: abort.signal }), (index) => index === 1 && abort.abort());
      expect(events.at(-1)).toMatchObject({ reason: 'aborted' });
    }
    expect(await client.measureBandwidth()).toEqual({ bytesPerSecond: 1e9, samples: 5 });
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });

  it('does not measure for someone who has gone before his turn', async () => {
    const world = makeWorld(undefined, 5);
    make(world);
    await client.load();
    const abort = new AbortController();
    let begun = () => {};
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const run = read(client.generate(request), () => begun());
    await first;
    const measuring = failure(client.measureBandwidth(abort.signal));
    setTimeout(() => abort.abort(new Error('gone')), 10);
    expect((await measuring).message).toBe('gone');
    await run;
    await client.measureBandwidth();
    expect(world.engines[0].measurements).toBe(1);
  });

  it('passes on a refusal whole', async () => {
    make(makeWorld());
    const error = await failure(read(client.generate({ ...request, prompt: 'x'.repeat(2_000) })));
    expect(error).toMatchObject({ name: 'EngineError', code: 'prompt-too-long', details: { tokens: 2_000, limit: 1_000 } });
    expect(client.getSnapshot().status).toBe('ready');
  });
});

describe('recovery', () => {
  it.each([
    ['falls silent', (worker: InProcessWorker) => worker.kill()],
    ['crashes', (worker: InProcessWorker) => worker.crash('out of memory')],
  ])('a worker that %s: the text is kept and goes on, the same as without', async (_, harm) => {
    const world = makeWorld();
    make(world);
    const events = await read(client.generate(request), (index) => index === 4 && workers.length === 1 && harm(workers[0]));
    expect(workers).toHaveLength(2);
    expect(idsOf(events)).toEqual(whole);
    expect(tokensOf(events)).toEqual(whole.map((_id, index) => index)); // None twice.
    expect(events.filter(({ type }) => type === 'generation-start')).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'generation-end')).toHaveLength(1);
    expect(world.engines[1].requests[0]).toMatchObject({ announceFrom: world.engines[1].requests[0].given?.length });
    expect(world.fetched.filter((name) => name === 'model.safetensors')).toHaveLength(1); // The rest came from the cache.
  });

  it('a given text is kept too', async () => {
    make(makeWorld());
    const given = whole.slice(0, 3);
    const events = await read(client.generate({ ...request, given, announceFrom: 1 }), (index) => index === 6 && workers.length === 1 && workers[0].kill());
    expect(tokensOf(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('gives up on a run whose worker is lost three times', async () => {
    make(makeWorld());
    const error = await failure(read(client.generate({ ...request, maxTokens: 200 }), () => workers.at(-1)?.crash('again')));
    expect(error).toMatchObject({ code: 'worker-lost' });
    expect(workers).toHaveLength(3);
  });

  it('a lost device: rebuilt twice, then the CPU, and one run goes through all of it', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    const at = new Set([2, 5, 8]);
    const events = await read(client.generate(request), (index) => at.delete(index) && world.engines.at(-1)?.lose('the driver restarted'));
    expect(idsOf(events)).toEqual(whole);
    expect(tokensOf(events)).toEqual(whole.map((_, index) => index));
    const starts = events.flatMap((event) => (event.type === 'generation-start' ? [event.backend] : []));
    expect(starts).toEqual(['webgpu', 'webgpu', 'webgpu', 'cpu']);
    expect(workers).toHaveLength(1);
    const { ladder, engine } = await client.load();
    expect(engine.backend).toBe('cpu');
    expect(ladder.filter(({ outcome }) => outcome === 'failed')).toHaveLength(3);
    expect(ladder.map(({ reason }) => reason).join(' ')).toContain('the driver restarted');
  });

  it('a device lost while nothing runs is found out by the next run', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    await client.load();
    world.engines[0].lose('sleep');
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
    expect(world.engines).toHaveLength(2);
  });

  it('a run that fails before the loss is known is built a new device, once', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    const events = await read(client.generate(request), (index) => index === 4 && world.engines.length === 1 && world.engines[0].lose('mapping failed', 50));
    expect(idsOf(events)).toEqual(whole);
    expect(world.engines).toHaveLength(2);
    expect((await client.load()).ladder.map(({ outcome }) => outcome)).toEqual(['taken', 'failed', 'taken']);
  });

  it('a measurement survives a lost device too', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    await client.load();
    world.engines[0].lose('sleep', 30);
    expect(await client.measureBandwidth()).toEqual({ bytesPerSecond: 1e9, samples: 5 });
    expect(world.engines).toHaveLength(2);
  });

  it('a measurement under way when the device is lost is made again', async () => {
    const world = makeWorld(fakeGpu(), 500);
    make(world);
    const measuring = client.measureBandwidth();
    await vi.waitFor(() => expect(world.engines[0]?.measurements).toBe(1));
    world.engines[0].lose('sleep');
    expect(await measuring).toEqual({ bytesPerSecond: 1e9, samples: 5 });
    expect(world.engines.map(({ measurements }) => measurements)).toEqual([1, 1]);
  });

  it('a measurement that a lost device never answers is made again too', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    await client.load();
    const measure = vi.spyOn(world.engines[0], 'measureCopyBandwidth').mockReturnValue(new Promise(() => undefined));
    const measuring = client.measureBandwidth();
    await vi.waitFor(() => expect(measure).toHaveBeenCalled());
    world.engines[0].lose('sleep');
    expect(await measuring).toEqual({ bytesPerSecond: 1e9, samples: 5 });
  });

  it('a GPU that is lost now and then, with whole runs between, stays in use', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    for (let loss = 0; loss < 5; loss++) {
      const events = await read(client.generate(request), (index) => index === 3 && world.engines.length === loss + 1 && world.engines[loss].lose('sleep'));
      expect(idsOf(events)).toEqual(whole);
    }
    expect(world.engines.map(({ facts }) => facts.backend)).toEqual(Array(6).fill('webgpu'));
  });

  it('an aborted run between two losses is no whole run', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    for (let loss = 0; loss < 3; loss++) {
      await client.load();
      const abort = new AbortController();
      await read(client.generate(request, { signal: abort.signal }), (index) => index === 2 && abort.abort());
      world.engines.at(-1)?.lose('sleep');
      expect(await client.measureBandwidth()).not.toBeNull();
    }
    expect(world.engines.map(({ facts }) => facts.backend)).toEqual(['webgpu', 'webgpu', 'webgpu', 'cpu']);
  });

  it('two runs on a lost device both finish, on one new engine', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    let lost = false;
    const lose = (index: number) => {
      if (index === 3 && !lost) world.engines[0].lose('sleep');
      lost ||= index === 3;
    };
    const [one, two] = await Promise.all([read(client.generate(request), lose), read(client.generate(request))]);
    expect(idsOf(one)).toEqual(whole);
    expect(idsOf(two)).toEqual(whole);
    expect(world.engines).toHaveLength(2);
  });

  it('a device taken away on purpose comes back, under a run too', async () => {
    const world = makeWorld(fakeGpu(), 3);
    make(world);
    const run = read(client.generate(request));
    await vi.waitFor(() => expect(world.engines[0]?.requests).toHaveLength(1));
    expect(await client.loseDevice()).toBe(true);
    expect(idsOf(await run)).toEqual(whole);
    expect(client.getSnapshot()).toMatchObject({ status: 'ready', result: { engine: { backend: 'webgpu' } } });
  });

  it('on the CPU there is no device to take', async () => {
    make(makeWorld());
    await client.load();
    expect(await client.loseDevice()).toBe(false);
  });

  it('a slow but living worker is left alone', async () => {
    make(makeWorld(undefined, 60), { beatMs: 5 });
    expect(idsOf(await read(client.generate({ ...request, maxTokens: 5 })))).toEqual(whole.slice(0, 5));
    expect(workers).toHaveLength(1);
  });
});

describe('leaving the page', () => {
  it('ends every run and the worker, and coming back starts anew', async () => {
    make(makeWorld(undefined, 3));
    const run = read(client.generate({ ...request, maxTokens: 10_000 }), (index) => index === 2 && client.suspend());
    expect((await run).at(-1)).toMatchObject({ type: 'generation-end', reason: 'aborted' });
    expect(workers.map(({ alive }) => alive)).toEqual([false]);
    expect(client.getSnapshot()).toEqual({ status: 'idle' });
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
    expect(workers).toHaveLength(2);
  });

  it('while it loads leaves no failure behind, and the load goes on when something is asked for', async () => {
    make(makeWorld());
    const loading = client.load();
    await new Promise((resolve) => setTimeout(resolve, 2));
    client.suspend();
    expect(client.getSnapshot()).toEqual({ status: 'idle' });
    expect(await client.load()).toMatchObject({ engine: { backend: 'cpu' } });
    expect(await loading).toMatchObject({ engine: { backend: 'cpu' } });
  });
});

describe('coming back to the page', () => {
  const ready = () => vi.waitFor(() => expect(client.getSnapshot().status).toBe('ready'));

  it.each(['loading', 'ready', 'failed'] as const)('left while %s: loads again by itself', async (status) => {
    const world = makeWorld();
    if (status === 'failed') world.answer = () => new Response('', { status: 404 });
    make(world);
    const there = new Promise<void>((resolve) => {
      client.subscribe(() => client.getSnapshot().status === status && resolve());
    });
    void client.load().catch(() => undefined);
    await there;
    client.suspend();
    expect(client.getSnapshot()).toEqual({ status: 'idle' });
    world.answer = () => undefined;
    client.resume();
    await ready();
    expect(workers.map(({ alive }) => alive)).toEqual([false, true]);
  });

  it('left before the load had begun: it begins then, once', async () => {
    const world = makeWorld();
    make(world);
    const loading = client.load();
    client.suspend();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers).toHaveLength(0);
    client.resume();
    await loading;
    expect(client.getSnapshot().status).toBe('ready');
    expect(world.engines).toHaveLength(1);
  });

  it('left and come back to at once: there is one load, and it is told to all', async () => {
    const world = makeWorld();
    make(world);
    const loading = client.load();
    client.suspend();
    client.resume();
    await loading;
    expect(client.getSnapshot().status).toBe('ready');
    expect(world.engines).toHaveLength(1);
  });

  it('a text asked for while the page is away waits until it is back', async () => {
    make(makeWorld());
    client.suspend();
    const tokens = client.tokenize('ab');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers).toHaveLength(0);
    client.resume();
    expect(await tokens).toHaveLength(2);
  });

  it('starts nothing where nothing had been asked for', async () => {
    make(makeWorld());
    client.suspend();
    client.resume();
    expect(client.getSnapshot()).toEqual({ status: 'idle' });
    expect(workers).toHaveLength(0);
  });

  it('asks again for the tap that the download waits for', async () => {
    make(makeWorld(), { saveData: () => true });
    const loading = client.load();
    await vi.waitFor(() => expect(client.getSnapshot().status).toBe('waiting-for-consent'));
    client.suspend();
    client.resume();
    await vi.waitFor(() => expect(client.getSnapshot().status).toBe('waiting-for-consent'));
    client.allowDownload();
    await loading;
  });

  it('a text being split is split then, and nothing runs meanwhile', async () => {
    make(makeWorld());
    const tokens = client.tokenize('ab');
    client.suspend();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers).toHaveLength(1);
    client.resume();
    expect(await tokens).toHaveLength(2);
    expect(client.getSnapshot()).toEqual({ status: 'idle' }); // The model was never asked for.
  });

  it('a text that nobody waits for any more is not', async () => {
    make(makeWorld());
    const abort = new AbortController();
    const tokens = failure(client.tokenize('ab', abort.signal));
    client.suspend();
    abort.abort(new Error('another text'));
    expect((await tokens).message).toBe('another text');
    client.resume();
    expect(workers).toHaveLength(1);
  });

  it('a measurement is made then', async () => {
    const world = makeWorld();
    make(world);
    const measuring = client.measureBandwidth();
    await ready();
    client.suspend();
    client.resume();
    expect(await measuring).toEqual({ bytesPerSecond: 1e9, samples: 5 });
  });
});

it('recordings only: no worker is ever made', async () => {
  make(makeWorld(), { order: { engine: 'recorded', seed: null } });
  expect(client.getSnapshot()).toEqual({ status: 'recorded-only' });
  await failure(client.load());
  await failure(client.tokenize('a'));
  await failure(read(client.generate(request)));
  client.suspend();
  expect(client.getSnapshot()).toEqual({ status: 'recorded-only' });
  expect(workers).toHaveLength(0);
});
