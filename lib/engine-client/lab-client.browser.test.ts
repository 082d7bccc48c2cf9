import { afterEach, describe, expect, it } from 'vitest';
import type { BatchEvent } from '@/lib/engine/generation/batch-events';
import type { GenerateRequest, GenerationEvent } from '@/lib/engine/generation/events';
import { type GenerationState, replayTo } from './generation-state';
import { createLabClient, type LabClient } from './lab-client';
import type { EngineOrder } from './protocol';
import { startWorker } from './start-worker';
import { textsOf } from './testing/batch-texts';

/** The real engine in its real worker: what a switch, a draft and a batch do to runs under way. */

const request: GenerateRequest = { prompt: 'Once upon a time', sampling: { temperature: 0.8, topK: 40, topP: 1, seed: 12 }, maxTokens: 24 };

let workers: Worker[] = [];
let client: LabClient;

function make(order: EngineOrder): void {
  workers = [];
  client = createLabClient({
    createWorker: () => {
      const worker = startWorker();
      workers.push(worker);
      return worker;
    },
    order: { engine: order, seed: null },
    modelUrl: new URL('/models/pocket-5m/', window.location.href).href,
    saveData: () => false,
    beatMs: 1_000,
  });
}
afterEach(() => client.dispose());

async function read(events: AsyncIterable<GenerationEvent>, at: (index: number) => void = () => {}): Promise<GenerationState> {
  const all: GenerationEvent[] = [];
  for await (const event of events) {
    all.push(event);
    if (event.type === 'token') at(event.index);
  }
  return replayTo(all);
}
const idsOf = ({ tokens }: GenerationState) => tokens.map(({ id }) => id);
const precisionsOf = ({ segments }: GenerationState) => segments.map(({ precision }) => precision);

describe.each<EngineOrder>(['cpu', 'webgpu'])('on %s', (order) => {
  it('a switch in mid-text goes on in the new precision, as if it had read the text itself, and downloads nothing', async () => {
    make(order);
    const { downloadBytes } = await client.load();
    let switching: Promise<unknown> = Promise.resolve();
    const mixed = await read(client.generate(request), (index) => {
      if (index === 9) switching = client.setPrecision({ precision: 'q4' });
    });
    const facts = await switching;
    expect(facts).toMatchObject({ precision: 'q4', plan: { precision: 'q4' } });
    expect(precisionsOf(mixed)).toEqual(['f16', 'q4']);
    expect(mixed.endReason).toBe('max-tokens');
    expect(mixed.tokens.map(({ index }) => index)).toEqual(Array.from({ length: 24 }, (_, index) => index));
    const given = mixed.tokens.filter(({ segment }) => segment === 0).map(({ id }) => id);
    expect(given.length).toBeGreaterThanOrEqual(10);
    expect(idsOf(await read(client.generate({ ...request, given })))).toEqual(idsOf(mixed));
    expect((await client.load()).downloadBytes).toBe(downloadBytes);
  });

  it('a switch given up while it is made, and one that cannot be made, leave the old precision', async () => {
    make(order);
    const before = await read(client.generate(request));
    const abort = new AbortController();
    const given = client.setPrecision({ precision: 'q2' }, { signal: abort.signal, onEvent: ({ type }) => type === 'precision-start' && abort.abort(new Error('another choice')) });
    await expect(given).rejects.toThrow('another choice');
    await expect(client.setPrecision({ precision: 'q4', block: 24 })).rejects.toMatchObject({ name: 'EngineError', code: 'invalid-request' });
    expect((await client.load()).engine.precision).toBe('f16');
    expect(idsOf(await read(client.generate(request)))).toEqual(idsOf(before));
  });

  it('a draft changes no greedy text', async () => {
    make(order);
    const greedy: GenerateRequest = { ...request, sampling: { ...request.sampling, temperature: 0 } };
    const plain = await read(client.generate(greedy));
    expect((await client.setDraft({ plan: { precision: 'q4' } })).draft?.precision).toBe('q4');
    const drafted = await read(client.generate({ ...greedy, speculate: { tokens: 4 } }));
    expect(idsOf(drafted)).toEqual(idsOf(plain));
    expect(drafted.drafts.length).toBeGreaterThan(0);
    expect(drafted.tokens.some(({ source }) => source === 'drafted')).toBe(true);
    expect((await client.setDraft(null)).draft).toBeNull();
  });

  it('a batch writes what its sequences write alone, through a switch and a stop', async () => {
    make(order);
    const requests = [5, 12, 7, 9].map((maxTokens, index): GenerateRequest => ({ ...request, maxTokens, sampling: { ...request.sampling, seed: 20 + index } }));
    const alone: number[][] = [];
    for (const each of requests) alone.push(idsOf(await read(client.generate(each))));
    const run = client.batch({ slots: 3, sequences: requests.map((each) => ({ request: each })) });
    const events: BatchEvent[] = [];
    let switching: Promise<unknown> = Promise.resolve();
    let added = -1;
    for await (const event of run.events) {
      events.push(event);
      if (event.type !== 'step-end' || event.step !== 4) continue;
      // To the same precision: the engine is built anew, the numbers stay.
      switching = client.setPrecision({ precision: 'f16', rounding: 'nearest' });
      added = run.add({ request: { ...requests[0], maxTokens: 400 } });
      setTimeout(() => run.stop(added), 0);
    }
    await switching;
    const sequences = textsOf(events);
    expect(events.at(-1)!.type).toBe('batch-end');
    expect(added).toBe(4);
    expect(sequences.slice(0, 4).map(idsOf)).toEqual(alone);
    expect(sequences[4].endReason).toBe('aborted');
    expect(events.filter(({ type }) => type === 'batch-start')).toHaveLength(2);
  });

  it('a batch aborted in the middle leaves the engine free', async () => {
    make(order);
    const abort = new AbortController();
    const events: BatchEvent[] = [];
    for await (const event of client.batch({ slots: 2, sequences: [{ request }, { request }] }, { signal: abort.signal }).events) {
      events.push(event);
      if (event.type === 'step-end' && event.step === 3) abort.abort();
    }
    expect(textsOf(events).map(({ endReason }) => endReason)).toEqual(['aborted', 'aborted']);
    expect((await read(client.generate({ ...request, maxTokens: 3 }))).tokens).toHaveLength(3);
  });

  it('scores texts, and stops when nobody waits any more', async () => {
    make(order);
    const told: number[] = [];
    const score = await client.score({ texts: ['Tom had a red ball. He liked it.', 'zq xk vv jj'] }, { onProgress: ({ doneTexts }) => told.push(doneTexts) });
    expect(score.texts).toHaveLength(2);
    expect(score.texts[0].logprob / score.texts[0].tokens).toBeGreaterThan(score.texts[1].logprob / score.texts[1].tokens);
    expect(told.length).toBeGreaterThan(0);
    const abort = new AbortController();
    const given = client.score({ texts: Array.from({ length: 60 }, () => 'Tom had a red ball. He liked it.') }, { signal: abort.signal, onProgress: () => abort.abort(new Error('gone')) });
    await expect(given).rejects.toThrow('gone');
    expect((await read(client.generate({ ...request, maxTokens: 3 }))).tokens).toHaveLength(3);
  });
});

it.each(['f16', 'q4'] as const)('the weights in %s have one fingerprint on the CPU and on the GPU, and a run does not change it', async (precision) => {
  const found: string[] = [];
  for (const order of ['cpu', 'webgpu'] as const) {
    make(order);
    if (precision !== 'f16') await client.setPrecision({ precision });
    const { sha256, bytes } = await client.fingerprint();
    const { engine } = await client.load();
    expect([engine.backend, bytes]).toEqual([order, engine.weightBytes]);
    await read(client.generate(request));
    expect((await client.fingerprint()).sha256).toBe(sha256);
    found.push(sha256);
    client.dispose();
  }
  expect(found[0]).toBe(found[1]);
});

it('a switch under a run whose GPU is taken away is made on the new one', async () => {
  make('webgpu');
  await client.load();
  const both: Promise<unknown>[] = [];
  const state = await read(client.generate(request), (index) => {
    if (index === 5) both.push(client.setPrecision({ precision: 'q8' }), client.loseDevice());
  });
  expect(state.tokens).toHaveLength(24);
  expect(precisionsOf(state).at(-1)).toBe('q8');
  await Promise.all(both);
  expect((await client.load()).engine.precision).toBe('q8');
});

it('the precision in use is there again after the worker was killed', async () => {
  make('cpu');
  await client.setPrecision({ precision: 'q8' });
  const state = await read(client.generate(request), (index) => index === 6 && workers.length === 1 && workers[0].terminate());
  expect(precisionsOf(state)).toEqual(['q8', 'q8']);
  expect(idsOf(await read(client.generate(request)))).toEqual(idsOf(state));
  expect((await client.load()).fromCache).toBe(true);
});
