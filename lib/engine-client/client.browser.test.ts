import { afterEach, describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { createEngineClient, type EngineClient } from './client';
import { replayTo } from './generation-state';
import type { EngineOrder } from './protocol';

/** The real thing: worker, download, IndexedDB, engine and model, in a real browser. */

const request: GenerateRequest = { prompt: 'Once upon a time', sampling: { temperature: 0.8, topK: 40, topP: 1, seed: 12 }, maxTokens: 40 };

let workers: Worker[] = [];
let client: EngineClient;

function make(order: EngineOrder): EngineClient {
  workers = [];
  client = createEngineClient({
    createWorker: () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      workers.push(worker);
      return worker;
    },
    order: { engine: order, seed: null },
    modelUrl: new URL('/models/pocket-5m/', window.location.href).href,
    saveData: () => false,
    beatMs: 1_000,
  });
  return client;
}
afterEach(() => client.suspend());

async function read(events: AsyncIterable<GenerationEvent>, at: (index: number) => void = () => {}): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) {
    all.push(event);
    if (event.type === 'token') at(event.index);
  }
  return all;
}
const textOf = (events: GenerationEvent[]) => replayTo(events).text;
const backendsOf = (events: GenerationEvent[]) => events.flatMap((event) => (event.type === 'generation-start' ? [event.backend] : []));

describe.each<EngineOrder>(['cpu', 'webgpu'])('the engine in its worker, on %s', (order) => {
  it('writes, and writes the same again', async () => {
    make(order);
    const { engine, ladder } = await client.load();
    expect(engine.backend).toBe(order);
    expect(ladder.at(-1)).toMatchObject({ rung: order, outcome: 'taken' });
    const first = await read(client.generate(request));
    expect(textOf(first)).toMatch(/^[ ,a-z]+[A-Za-z ,.]+/);
    expect(textOf(await read(client.generate(request)))).toBe(textOf(first));
  });

  it('goes on with the same text after its worker was killed', async () => {
    make(order);
    const whole = textOf(await read(client.generate(request)));
    const events = await read(client.generate(request), (index) => index === 10 && workers.length === 1 && workers[0].terminate());
    expect(textOf(events)).toBe(whole);
    expect(backendsOf(events)).toEqual([order, order]);
    expect((await client.load()).fromCache).toBe(true);
  });

  it('stops in the middle, and is free for the next run', async () => {
    make(order);
    const abort = new AbortController();
    const events = await read(client.generate({ ...request, maxTokens: 400 }, { signal: abort.signal }), (index) => index === 5 && abort.abort());
    expect(events.at(-1)).toMatchObject({ type: 'generation-end', reason: 'aborted' });
    expect(replayTo(await read(client.generate({ ...request, maxTokens: 3 }))).tokens).toHaveLength(3);
  });

  it('finishes two runs asked for at once', async () => {
    make(order);
    const [one, two] = await Promise.all([read(client.generate(request)), read(client.generate({ ...request, prompt: 'Tom had a red boat.' }))]);
    expect(one.at(-1)?.type).toBe('generation-end');
    expect(two.at(-1)?.type).toBe('generation-end');
  });
});

it('goes on with the same text after its GPU was lost, on a new device, and at the last on the CPU', async () => {
  make('webgpu');
  const whole = textOf(await read(client.generate(request)));
  const at = new Set([5, 15, 25]);
  const lost: Promise<boolean>[] = [];
  const events = await read(client.generate(request), (index) => {
    if (at.delete(index)) lost.push(client.loseDevice());
  });
  expect(textOf(events)).toBe(whole);
  expect(backendsOf(events)).toEqual(['webgpu', 'webgpu', 'webgpu', 'cpu']);
  expect(await Promise.all(lost)).toEqual([true, true, true]);
});

it.each([
  ['cpu', ['download', 'ready']],
  ['webgpu', ['download', 'compile', 'self-test', 'compile', 'ready']],
] as const)('on %s shows the stages of loading as the engine goes through them', async (order, stages) => {
  make(order);
  const seen: string[] = [];
  client.subscribe(() => {
    const state = client.getSnapshot();
    const stage = state.status === 'loading' ? state.stage : state.status;
    if (stage !== seen.at(-1)) seen.push(stage);
  });
  await client.load();
  expect(seen).toEqual(stages);
});

it('measures the GPU, and again when it is lost meanwhile', async () => {
  make('webgpu');
  await client.load();
  const measuring = client.measureBandwidth();
  expect(await client.loseDevice()).toBe(true);
  const measured = await measuring;
  expect(measured?.bytesPerSecond).toBeGreaterThan(1e6);
  expect(measured?.bytesPerSecond).toBeLessThan(1e14); // A copy that never happened would take no time.
});

it('goes on after the page was left and came back', async () => {
  make('cpu');
  const loading = client.load();
  const pieces = client.tokenize('Once upon a time');
  client.suspend();
  client.resume();
  expect((await pieces).length).toBeGreaterThan(2);
  expect((await loading).engine.backend).toBe('cpu');
  expect(client.getSnapshot().status).toBe('ready');
});

it('splits a text before any weight is there', async () => {
  make('cpu');
  const pieces = await client.tokenize('I like 🍓.');
  expect(pieces.map(({ bytes }) => bytes).flat()).toEqual([...new TextEncoder().encode('I like 🍓.')]);
  expect(client.getSnapshot().status).toBe('idle');
});
