import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '@/lib/engine/errors';
import type { BatchEvent, BatchRequest, BatchRun, BatchSequence } from '@/lib/engine/generation/batch-events';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { replayTo } from './generation-state';
import { createLabClient, type LabClient, type LabClientOptions } from './lab-client';
import { textsOf } from './testing/batch-texts';
import { sampling } from './testing/events';
import { fakeId } from './testing/fake-engine';
import { fakeGpu, InProcessWorker, makeWorld, type World } from './testing/in-process-worker';

const request: GenerateRequest = { prompt: 'Once', sampling, maxTokens: 12 };
const idsOfSeed = (seed: number, count: number) => Array.from({ length: count }, (_, index) => fakeId(seed, index));
const whole = idsOfSeed(sampling.seed, 12);
const outOfMemory = new EngineError('out-of-memory', 'needs 1.2 GB; this GPU allows 1.0 GB', 'choose q4', { neededBytes: 1.2e9, limitBytes: 1e9 });

let workers: InProcessWorker[] = [];
let client: LabClient;

function make(world: World, over: Partial<LabClientOptions> = {}): LabClient {
  workers = [];
  client = createLabClient({
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
afterEach(() => client.dispose());

async function read(events: AsyncIterable<GenerationEvent>, at: (index: number) => void = () => {}): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) {
    all.push(event);
    if (event.type === 'token') at(event.index);
  }
  return all;
}
const idsOf = (events: GenerationEvent[]) => replayTo(events).tokens.map(({ id }) => id);
const indicesOf = (events: GenerationEvent[]) => events.flatMap((event) => (event.type === 'token' ? [event.index] : []));
const precisionsOf = (events: GenerationEvent[]) => events.flatMap((event) => (event.type === 'generation-start' ? [event.precision] : []));
const soon = (check: () => void) => vi.waitFor(check, { interval: 1 });
const failure = (work: Promise<unknown>) => work.then(() => Promise.reject(new Error('it succeeded')), (thrown: EngineError) => thrown);
const precisionNow = () => {
  const state = client.getSnapshot();
  return state.status === 'ready' ? state.result.engine.precision : state.status;
};

describe('a switch of precision', () => {
  it('changes the facts for all who look, and downloads nothing', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    const fetched = world.fetched.length;
    const told: string[] = [];
    const facts = await client.setPrecision({ precision: 'q4', block: 64 }, { onEvent: ({ type }) => told.push(type) });
    expect(facts).toMatchObject({ precision: 'q4', plan: { block: 64 } });
    expect(told).toEqual(['precision-start']);
    expect(precisionNow()).toBe('q4');
    expect((await client.load()).engine.precision).toBe('q4');
    expect(world.fetched).toHaveLength(fetched);
    expect(world.engines).toHaveLength(1);
  });

  it('in the middle of a run: the text is kept and goes on by itself in the new precision', async () => {
    const world = makeWorld(undefined, 3);
    make(world);
    let switching: Promise<unknown> = Promise.resolve();
    const events = await read(client.generate(request), (index) => {
      if (index === 4) switching = client.setPrecision({ precision: 'q8' });
    });
    await switching;
    expect(idsOf(events)).toEqual(whole);
    expect(indicesOf(events)).toEqual(whole.map((_, index) => index)); // None twice.
    expect(precisionsOf(events)).toEqual(['f16', 'q8']);
    expect(events.filter(({ type }) => type === 'generation-end')).toMatchObject([{ reason: 'max-tokens' }]);
    expect(replayTo(events).tokens.map(({ segment }) => segment).join('')).toMatch(/^0{5}1{7}$/);
    expect(world.fetched.filter((name) => name === 'model.safetensors')).toHaveLength(1);
  });

  it('several at once are made one after another, and the last one stays', async () => {
    const world = makeWorld(undefined, 2);
    make(world);
    const done: Promise<unknown>[] = [];
    const events = await read(client.generate(request), (index) => {
      if (index === 2) for (const precision of ['q8', 'q4', 'q2'] as const) done.push(client.setPrecision({ precision }));
    });
    await Promise.all(done);
    expect(idsOf(events)).toEqual(whole);
    expect(precisionsOf(events)).toEqual(['f16', 'q2']);
    expect(world.engines[0].switches).toEqual([{ precision: 'q8' }, { precision: 'q4' }, { precision: 'q2' }]);
  });

  it('that memory does not allow: the error comes whole, and the run goes on as it was', async () => {
    const world = makeWorld(fakeGpu(), 2);
    make(world);
    await client.load();
    world.engines[0].failNext = outOfMemory;
    let refused: Promise<EngineError> | null = null;
    const events = await read(client.generate(request), (index) => {
      if (index === 3) refused = failure(client.setPrecision({ precision: 'f32' }));
    });
    expect(await refused!).toMatchObject({ name: 'EngineError', code: 'out-of-memory', message: outOfMemory.message, remedy: 'choose q4', details: { neededBytes: 1.2e9, limitBytes: 1e9 } });
    expect(idsOf(events)).toEqual(whole);
    expect(precisionsOf(events)).toEqual(['f16', 'f16']);
    expect(precisionNow()).toBe('f16');
    expect(world.engines).toHaveLength(1);
  });

  it.each([
    ['before it is asked for', true],
    ['while the engine makes it', false],
  ])('aborted %s: the run goes on as it was', async (_, before) => {
    const world = makeWorld(undefined, 20);
    make(world);
    const reason = new Error('another choice');
    let given: Promise<EngineError> | null = null;
    const events = await read(client.generate({ ...request, maxTokens: 5 }), (index) => {
      if (index !== 1) return;
      const abort = new AbortController();
      if (before) abort.abort(reason);
      given = failure(client.setPrecision({ precision: 'q8' }, { signal: abort.signal, onEvent: () => abort.abort(reason) }));
    });
    expect(await given!).toBe(reason);
    expect(idsOf(events)).toEqual(whole.slice(0, 5));
    expect(new Set(precisionsOf(events))).toEqual(new Set(['f16']));
    expect(precisionNow()).toBe('f16');
  });

  it('aborted while it waits behind a measurement: nothing is changed', async () => {
    const world = makeWorld(undefined, 20);
    make(world);
    await client.load();
    const measuring = client.measureDevice();
    const abort = new AbortController();
    const given = failure(client.setPrecision({ precision: 'q8' }, { signal: abort.signal }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    abort.abort(new Error('never mind'));
    expect((await given).message).toBe('never mind');
    await measuring;
    expect(world.engines[0].switches).toEqual([]);
    expect((await client.setPrecision({ precision: 'q4' })).precision).toBe('q4');
  });

  it('aborted when it has just been made: what is said is what is', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    const abort = new AbortController();
    const made = vi.spyOn(world.engines[0], 'setPrecision').mockImplementation(() => {
      abort.abort(new Error('too late'));
      return Promise.resolve({ ...world.engines[0].facts, precision: 'q8' });
    });
    expect(await client.setPrecision({ precision: 'q8' }, { signal: abort.signal })).toMatchObject({ precision: 'q8' });
    expect(made).toHaveBeenCalledTimes(1);
    expect(precisionNow()).toBe('q8');
  });

  it('is there again after a lost device and after a lost worker, with the draft', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    await client.setPrecision({ precision: 'q4' });
    await client.setDraft({ plan: { precision: 'q2' } });
    const afterDevice = await read(client.generate(request), (index) => index === 4 && world.engines.length === 1 && world.engines[0].lose('sleep'));
    expect(precisionsOf(afterDevice)).toEqual(['q4', 'q4']);
    const afterWorker = await read(client.generate(request), (index) => index === 4 && workers.length === 1 && workers[0].kill());
    expect(precisionsOf(afterWorker)).toEqual(['q4', 'q4']);
    expect(idsOf(afterWorker)).toEqual(whole);
    expect(world.engines.map(({ facts }) => [facts.precision, facts.draft?.precision])).toEqual([['q4', 'q2'], ['q4', 'q2'], ['q4', 'q2']]);
  });

  it.each([
    ['device', (world: World) => world.engines[0].lose('sleep')],
    ['worker', () => workers[0].kill()],
  ])('during which the %s is lost is made on the new one', async (_, harm) => {
    const world = makeWorld(fakeGpu(), 50);
    make(world);
    await client.load();
    const switching = client.setPrecision({ precision: 'q8' });
    await soon(() => expect(world.engines[0].switches).toHaveLength(1));
    harm(world);
    expect((await switching).precision).toBe('q8');
    expect(world.engines.map(({ switches }) => switches.length)).toEqual([1, 1]);
    expect(precisionNow()).toBe('q8');
  });

  it('that takes the device away each time is given up, and the old precision runs again', async () => {
    const world = makeWorld(fakeGpu(), 50);
    make(world);
    await client.load();
    const switching = failure(client.setPrecision({ precision: 'f32' }));
    for (const number of [0, 1]) {
      await soon(() => expect(world.engines[number]?.switches).toHaveLength(1));
      world.engines[number].lose('it was too much');
    }
    expect(await switching).toMatchObject({ code: 'device-lost' });
    expect(precisionsOf(await read(client.generate(request)))).toEqual(['f16']);
    expect(world.engines).toHaveLength(3);
  });

  it('in the middle of loading waits for it', async () => {
    make(makeWorld());
    void client.load();
    expect((await client.setPrecision({ precision: 'q8' })).precision).toBe('q8');
    expect(precisionNow()).toBe('q8');
  });

  it('may be part of the first load', async () => {
    const world = makeWorld();
    make(world, { plan: { precision: 'q2' } });
    expect((await client.load()).engine.precision).toBe('q2');
    expect(world.engines[0].switches).toEqual([]);
  });
});

describe('a draft', () => {
  it('is set and given back, and a run under way goes on meanwhile', async () => {
    const world = makeWorld(undefined, 2);
    make(world);
    let set: Promise<unknown> = Promise.resolve();
    const events = await read(client.generate(request), (index) => {
      if (index === 4) set = client.setDraft({ plan: { precision: 'q2' } });
    });
    expect(await set).toMatchObject({ draft: { precision: 'q2' } });
    expect(idsOf(events)).toEqual(whole);
    expect(await client.setDraft(null)).toMatchObject({ draft: null });
  });

  it('may be another model: its files are read, the target’s are not read again', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    world.fetched.length = 0;
    expect(await client.setDraft({ plan: { precision: 'f16' }, modelUrl: 'http://site/models/student/' })).toMatchObject({ draft: { name: 'student' } });
    expect(world.fetched.toSorted()).toEqual(['config.json', 'manifest.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json']);
  });

  it('that is refused leaves things as they were', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    world.engines[0].failNext = new EngineError('invalid-request', 'another vocabulary', 'choose a draft with the same tokenizer');
    expect(await failure(client.setDraft({ plan: { precision: 'q2' } }))).toMatchObject({ code: 'invalid-request', message: 'another vocabulary' });
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });
});

describe('a batch', () => {
  const sequence = (seed: number, maxTokens = 8, prompt = 'Once'): BatchSequence => ({ request: { prompt, sampling: { ...sampling, seed }, maxTokens } });
  const batch: BatchRequest = { slots: 2, sequences: [sequence(1), sequence(2, 5), sequence(3)] };

  async function readBatch(run: BatchRun, at: (event: BatchEvent, all: readonly BatchEvent[]) => void = () => {}): Promise<BatchEvent[]> {
    const all: BatchEvent[] = [];
    for await (const event of run.events) {
      all.push(event);
      at(event, all);
    }
    return all;
  }
  const idsBySequence = (events: BatchEvent[]) => textsOf(events).map(({ tokens }) => tokens.map(({ id }) => id));
  const reasons = (events: BatchEvent[]) => textsOf(events).map(({ endReason }) => endReason);
  const wholeBatch = [idsOfSeed(1, 8), idsOfSeed(2, 5), idsOfSeed(3, 8)];
  /** Calls `harm` when the batch has made its n-th step, once. */
  const afterStep = (step: number, harm: () => void) => (event: BatchEvent) => event.type === 'step-end' && event.step === step && harm();

  it('streams all its sequences, with its own begin and end', async () => {
    make(makeWorld());
    const events = await readBatch(client.batch(batch));
    expect(events[0]).toMatchObject({ type: 'batch-start', slots: 2 });
    expect(events.at(-1)).toMatchObject({ type: 'batch-end' });
    expect(idsBySequence(events)).toEqual(wholeBatch);
    expect(reasons(events)).toEqual(['max-tokens', 'max-tokens', 'max-tokens']);
    expect(precisionNow()).toBe('f16');
  });

  it.each([
    ['device', (world: World) => world.engines[0].lose('sleep')],
    ['worker', () => workers[0].kill()],
  ])('goes on where it was after its %s was lost: nothing twice, nothing lost', async (_, harm) => {
    const world = makeWorld(fakeGpu());
    make(world);
    const events = await readBatch(client.batch(batch), afterStep(6, () => world.engines.length === 1 && harm(world)));
    expect(idsBySequence(events)).toEqual(wholeBatch);
    expect(events.filter(({ type }) => type === 'batch-start')).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'batch-end')).toHaveLength(1);
    const indices = events.flatMap((event) => (event.type === 'sequence-event' && event.event.type === 'token' ? [`${event.sequence}:${event.event.index}`] : []));
    expect(new Set(indices).size).toBe(indices.length);
    // The one that had ended is not begun again.
    expect(world.engines[1].batches[0].sequences.map(({ request: { sampling: { seed }, given } }) => [seed, given?.length])).toEqual([[1, 7], [3, 2]]);
    const steps = events.flatMap((event) => (event.type === 'step-end' ? [event.step] : []));
    expect(steps).toEqual(steps.map((_step, index) => index));
  });

  it('makes way for a switch of precision, and goes on in the new one', async () => {
    const world = makeWorld();
    make(world);
    let switching: Promise<unknown> = Promise.resolve();
    const events = await readBatch(client.batch(batch), afterStep(2, () => (switching = client.setPrecision({ precision: 'q4' }))));
    await switching;
    expect(idsBySequence(events)).toEqual(wholeBatch);
    expect(textsOf(events).map(({ segments }) => segments.map(({ precision }) => precision))).toEqual([['f16', 'q4'], ['f16', 'q4'], ['q4']]);
  });

  it('takes one more sequence while it runs, and is told which one to stop', async () => {
    make(makeWorld(undefined, 3));
    const run = client.batch(batch);
    let added = -1;
    const events = await readBatch(
      run,
      afterStep(1, () => {
        added = run.add(sequence(9, 3));
        run.stop(0);
        run.stop(77);
      }),
    );
    expect(added).toBe(3);
    expect(reasons(events)).toEqual(['aborted', 'max-tokens', 'max-tokens', 'max-tokens']);
    expect(idsBySequence(events)[3]).toEqual(idsOfSeed(9, 3));
    expect(idsBySequence(events)[0].length).toBeLessThan(8);
  });

  it('counts in what was added and stopped before it had its turn', async () => {
    const world = makeWorld(undefined, 5);
    make(world);
    const first = read(client.generate(request));
    await client.load();
    const run = client.batch(batch);
    const reading = readBatch(run);
    await soon(() => expect(world.engines[0].requests).toHaveLength(1));
    expect(run.add(sequence(9, 3))).toBe(3);
    run.stop(1);
    await first;
    const events = await reading;
    expect(reasons(events)).toEqual(['max-tokens', 'aborted', 'max-tokens', 'max-tokens']);
    expect(idsBySequence(events)[3]).toEqual(idsOfSeed(9, 3));
  });

  it('added to and stopped in while it makes way: nothing of it is lost', async () => {
    const world = makeWorld(undefined, 5);
    make(world);
    const run = client.batch(batch);
    let switching: Promise<unknown> = Promise.resolve();
    const events = await readBatch(
      run,
      afterStep(1, () => {
        switching = client.setPrecision({ precision: 'q8' });
        setTimeout(() => {
          run.stop(0);
          run.add(sequence(9, 3));
        }, 8);
      }),
    );
    await switching;
    expect(reasons(events)).toEqual(['aborted', 'max-tokens', 'max-tokens', 'max-tokens']);
    expect(idsBySequence(events)[3]).toEqual(idsOfSeed(9, 3));
  });

  it('aborted in the middle: each unfinished sequence ends, then the batch, and the engine is free', async () => {
    const world = makeWorld(undefined, 3);
    make(world);
    const abort = new AbortController();
    const events = await readBatch(client.batch(batch, { signal: abort.signal }), afterStep(5, () => abort.abort()));
    expect(reasons(events)).toEqual(['aborted', 'max-tokens', 'aborted']);
    expect(events.at(-1)).toMatchObject({ type: 'batch-end' });
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });

  it.each([
    ['before it was read', 0],
    ['while the model loads', 1],
    ['behind another run', 40],
  ])('aborted %s: it ends as aborted, and is not begun', async (_, afterMs) => {
    const world = makeWorld(undefined, 10);
    make(world);
    if (afterMs === 40) {
      await client.load();
      void read(client.generate(request));
    }
    const abort = new AbortController();
    if (afterMs === 0) abort.abort();
    else setTimeout(() => abort.abort(), afterMs);
    const events = await readBatch(client.batch(batch, { signal: abort.signal }));
    expect(events.map(({ type }) => type)).toEqual(['sequence-event', 'sequence-event', 'sequence-event', 'batch-end']);
    expect(reasons(events)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(world.engines.flatMap(({ batches }) => batches)).toEqual([]);
  });

  it('ends in the worker when its reader stops reading', async () => {
    make(makeWorld(undefined, 2));
    for await (const event of client.batch({ slots: 1, sequences: [sequence(1, 10_000)] }).events) if (event.type === 'step-end') break;
    expect(idsOf(await read(client.generate(request)))).toEqual(whole); // It would wait for ever behind the batch.
  });

  it('beyond memory is refused whole, and the page goes on', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    world.engines[0].failNext = outOfMemory;
    expect(await failure(readBatch(client.batch(batch)))).toMatchObject({ code: 'out-of-memory', details: { neededBytes: 1.2e9 } });
    expect(idsBySequence(await readBatch(client.batch(batch)))).toEqual(wholeBatch);
  });

  it('a sequence refused at the door stays refused, also after a loss', async () => {
    const world = makeWorld(fakeGpu());
    make(world);
    const events = await readBatch(client.batch({ slots: 2, sequences: [sequence(1, 8, 'bad'), sequence(2)] }), afterStep(3, () => world.engines.length === 1 && world.engines[0].lose('sleep')));
    expect(events.flatMap((event) => (event.type === 'sequence-error' ? [[event.sequence, event.error.code]] : []))).toEqual([[0, 'prompt-too-long']]);
    expect(world.engines[1].batches[0].sequences).toHaveLength(1);
    expect(idsBySequence(events)[1]).toEqual(idsOfSeed(2, 8));
  });

  it('gives up when the device is lost again and again, with the error', async () => {
    const world = makeWorld();
    make(world);
    const losing = (event: BatchEvent) => event.type === 'step-end' && world.engines.at(-1)?.lose('again');
    expect(await failure(readBatch(client.batch({ slots: 1, sequences: [sequence(1, 100)] }), losing))).toMatchObject({ code: 'device-lost' });
  });
});

describe('scores and measurements', () => {
  it('are answered, in turn with runs', async () => {
    const world = makeWorld(undefined, 2);
    make(world);
    const run = read(client.generate(request));
    const told: number[] = [];
    const [score, layer, device] = await Promise.all([
      client.score({ texts: ['Once', 'Tom'] }, { onProgress: ({ texts }) => told.push(texts) }),
      client.measureLayer({ shape: { name: 'x', layers: 1, dim: 8, hiddenDim: 8, heads: 1, kvHeads: 1, headDim: 8, vocab: 8 }, plan: { precision: 'q4' }, batch: 1, tokens: 1, context: 8 }),
      client.measureDevice(),
    ]);
    expect((await client.fingerprint()).bytes).toBe(1);
    expect(score.perplexity).toBe(2);
    expect(told).toEqual([2]);
    expect(layer.copies).toBe(1);
    expect(device.samples).toBe(5);
    expect(idsOf(await run)).toEqual(whole);
  });

  it.each([
    ['score', (signal: AbortSignal) => client.score({ texts: ['Once'] }, { signal })],
    ['device', (signal: AbortSignal) => client.measureDevice({ signal })],
    ['fingerprint', (signal: AbortSignal) => client.fingerprint({ signal })],
  ])('%s: an abort rejects at once with its reason, and the engine is free', async (_, ask) => {
    make(makeWorld(undefined, 20));
    await client.load();
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('gone')), 30);
    expect((await failure(ask(abort.signal))).message).toBe('gone');
    expect(idsOf(await read(client.generate({ ...request, maxTokens: 3 })))).toEqual(whole.slice(0, 3));
  });

  it('a layer beyond memory is refused whole', async () => {
    const world = makeWorld();
    make(world);
    await client.load();
    world.engines[0].failNext = outOfMemory;
    const shape = { name: 'x', layers: 1, dim: 8, hiddenDim: 8, heads: 1, kvHeads: 1, headDim: 8, vocab: 8 };
    expect(await failure(client.measureLayer({ shape, plan: { precision: 'f32' }, batch: 1, tokens: 1, context: 8 }))).toMatchObject({ code: 'out-of-memory', details: { limitBytes: 1e9 } });
  });

  it('are made again after a loss', async () => {
    const world = makeWorld(fakeGpu(), 20);
    make(world);
    await client.load();
    const scoring = client.score({ texts: ['Once'] });
    setTimeout(() => world.engines[0].lose('sleep'), 30);
    expect((await scoring).perplexity).toBe(2);
    expect(world.engines).toHaveLength(2);
  });
});

describe('another engine', () => {
  const foreign = { engine: 'transformers.js', device: 'wasm', source: { kind: 'hub', repository: 'a/b', dtype: 'q4' } } as const;

  it('loads its own files and runs, and none of ours are fetched', async () => {
    const world = makeWorld();
    make(world, { foreign });
    const result = await client.load();
    expect(result).toMatchObject({ downloadBytes: 7, fromCache: false, ladder: [] });
    expect(world.foreign).toEqual([foreign.source]);
    expect((await client.tokenize('ab')).map(({ text }) => text)).toEqual([' t0', ' t1']); // By its own tokenizer.
    expect(world.fetched).toEqual([]);
    expect(idsOf(await read(client.generate(request)))).toEqual(whole);
  });

  it('is built again after a loss', async () => {
    const world = makeWorld();
    make(world, { foreign });
    const events = await read(client.generate(request), (index) => index === 4 && world.engines.length === 1 && world.engines[0].lose('sleep'));
    expect(idsOf(events)).toEqual(whole);
    expect(world.foreign).toHaveLength(2);
  });

  it('that refuses its model says why, and tries again when asked', async () => {
    const world = makeWorld();
    world.refuseForeign = new EngineError('file-missing', 'The hub has no such model.', 'Check its name.');
    make(world, { foreign });
    expect(await failure(client.load())).toMatchObject({ code: 'file-missing', message: 'The hub has no such model.' });
    expect(client.getSnapshot()).toMatchObject({ status: 'failed' });
    world.refuseForeign = null;
    client.retry();
    expect((await client.load()).engine.engine).toBe('fake');
  });

  it('is described before anything is loaded', async () => {
    const world = makeWorld();
    make(world);
    expect(await client.describeHubModel('a/b')).toMatchObject({ repository: 'a/b' });
    expect(world.engines).toEqual([]);
    expect(world.fetched).toEqual([]);
  });
});

describe('giving it back', () => {
  it('ends runs as aborted, rejects the rest, and stays ended', async () => {
    const world = makeWorld(undefined, 5);
    const whenDisposed = vi.fn();
    make(world, { whenDisposed });
    await client.load();
    let waiting: Promise<EngineError> | null = null;
    const run = read(client.generate({ ...request, maxTokens: 1_000 }), (index) => {
      if (index === 1) waiting = failure(client.measureDevice());
      if (index === 3) client.dispose();
    });
    expect((await run).at(-1)).toMatchObject({ type: 'generation-end', reason: 'aborted' });
    expect(await waiting!).toMatchObject({ code: 'worker-lost' });
    client.resume();
    expect(await failure(client.load())).toMatchObject({ code: 'worker-lost' });
    expect(await failure(client.setPrecision({ precision: 'q8' }))).toMatchObject({ code: 'worker-lost' });
    expect(workers.map(({ alive }) => alive)).toEqual([false]);
    expect(whenDisposed).toHaveBeenCalledTimes(1);
  });

  it('ends what waits for the page to come back', async () => {
    make(makeWorld());
    client.suspend();
    const waiting = failure(client.measureDevice());
    client.dispose();
    expect(await waiting).toMatchObject({ code: 'worker-lost' });
  });
});
