import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import golden from '@/test/fixtures/onnx/pocket-test/golden.json';
import type { Engine } from '../engine';
import type { EngineError } from '../errors';
import type { GenerateRequest, GenerationEvent } from '../generation/events';
import { greedy, logSoftmax, sample } from '../generation/sample';
import { endOf, tokensOf } from '../generation/test-goldens';
import type { ForeignLoadEvent } from './foreign-file';
import { hubOrigin } from './hub';
import { fakeHub } from './test-hub';
import { createTransformersEngine, type TransformersOptions } from './transformers-js';

const folder = new URL('/test/fixtures/onnx/pocket-test/', location.href).href;
const [plain, chat] = golden.cases;
const warm = { temperature: 0.8, topK: 40, topP: 0.95, seed: 3 };
const options = (device: 'wasm' | 'webgpu', more: Partial<TransformersOptions> = {}): TransformersOptions => ({
  source: { kind: 'local', url: folder, name: 'pocket-test' },
  device,
  description: 'the test machine',
  chat: false,
  ...more,
});
const ids = (tokens: readonly { id: number }[]): number[] => tokens.map(({ id }) => id);
const failure = (work: Promise<unknown>): Promise<EngineError> => work.then(() => expect.unreachable(), (thrown) => thrown as EngineError);
const allOf = async (events: AsyncIterable<GenerationEvent>): Promise<GenerationEvent[]> => {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
};
const startOf = async (events: AsyncIterable<GenerationEvent>) => {
  for await (const event of events) if (event.type === 'generation-start') return event;
  return expect.unreachable();
};

describe.for(['wasm', 'webgpu'] as const)('transformers.js on %s', (device) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTransformersEngine(options(device));
  });
  afterAll(() => engine.destroy());

  test('writes what a plain numpy forward pass writes, from the same logits', async () => {
    const written = await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 24, keepLogits: true }));
    expect(ids(written)).toEqual(plain.greedyIds);
    for (const [id, logit] of plain.topLogits) expect(written[0].logits![id]).toBeCloseTo(logit, 4);
  });

  test('with the cache off it writes the same', async () => {
    const written = await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4, cache: false }));
    expect(ids(written)).toEqual(plain.greedyIds.slice(0, 4));
  });

  test('goes on from given tokens, and leaves what it holds in the cache', async () => {
    await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 6 }));
    const request: GenerateRequest = { prompt: plain.prompt, given: plain.greedyIds.slice(0, 6), announceFrom: 6, sampling: greedy, maxTokens: 12 };
    const events = await allOf(engine.generate(request));
    const held = plain.promptIds.length + 5; // The last token was written, and read by nobody.
    expect(events.find(({ type }) => type === 'prefill-start')).toMatchObject({ computedTokens: 1, reusedTokens: held, invalidatedTokens: 0 });
    expect(events.flatMap((event) => (event.type === 'token' ? [event.id] : []))).toEqual(plain.greedyIds.slice(6, 12));
  });
});

describe('transformers.js behind the face of our engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTransformersEngine(options('wasm'));
  });
  afterAll(() => engine.destroy());

  test('tells what it is', () => {
    expect(engine.facts).toMatchObject({ engine: 'transformers.js 4.3.1', backend: 'cpu', precision: 'f32', variant: 'fp32', kvCacheBytes: 2 * 2 * 2 * 8 * 64 * 4 });
    expect(engine.facts.model).toMatchObject({ name: 'pocket-test', layers: 2, kvHeads: 2, vocab: 2051, contextLength: 64, parameters: 84_224 });
    // The file is the weights, four bytes each, and the graph.
    expect(engine.facts.weightBytes).toBeGreaterThan(4 * 84_224);
    expect(engine.facts.weightBytes).toBeLessThan(4 * 84_224 + 20_000);
  });

  test('draws with our sampler and our coins', async () => {
    const request: GenerateRequest = { prompt: plain.prompt, sampling: warm, maxTokens: 16, keepLogits: true, candidates: 3 };
    const written = await tokensOf(engine.generate(request));
    expect(ids(written)).toEqual(written.map(({ logits, coin }) => sample(logits!, warm, coin)));
    expect(ids(await tokensOf(engine.generate(request)))).toEqual(ids(written));
    for (const { logits, candidates, logprob, id } of written) {
      const logprobs = logSoftmax(logits!);
      const best = Array.from(logprobs, (_, each) => each).toSorted((a, b) => logprobs[b] - logprobs[a] || a - b);
      expect(candidates!.map((candidate) => candidate.id)).toEqual(best.slice(0, 3));
      expect(logprob).toBe(logprobs[id]);
    }
  });

  test('scores given tokens as it would have written them', async () => {
    const given = plain.greedyIds.slice(0, 4);
    const written = await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 5, candidates: 1 }));
    const read = await tokensOf(engine.generate({ prompt: plain.prompt, given, sampling: greedy, maxTokens: 5, candidates: 1 }));
    expect(ids(read)).toEqual(ids(written));
    expect(read.map(({ source }) => source)).toEqual(['given', 'given', 'given', 'given', 'chosen']);
    read.forEach(({ logprob }, index) => expect(logprob).toBeCloseTo(written[index].logprob!, 4));
  });

  test('scores a text as the sum over its tokens, the end token too', async () => {
    const text = 'The cat sat.';
    const { tokens, perplexity } = await engine.score({ texts: [text] });
    const given = [...ids(engine.tokenize(text)), engine.facts.model.stopId];
    const read = await tokensOf(engine.generate({ prompt: '', given, sampling: greedy, maxTokens: given.length, candidates: 1 }));
    expect(tokens).toBe(given.length);
    expect(Math.log(perplexity)).toBeCloseTo(read.reduce((sum, { logprob }) => sum - logprob!, 0) / tokens, 4);
  });

  test('an empty prompt begins from the begin token', async () => {
    const start = await startOf(engine.generate({ prompt: '', sampling: greedy, maxTokens: 1 }));
    expect(start.promptPieces.map(({ text }) => text)).toEqual(['<|endoftext|>']);
  });

  test('ends when the context is full', async () => {
    const given = Array.from({ length: 50 }, () => plain.greedyIds[0]);
    const request: GenerateRequest = { prompt: plain.prompt, given, announceFrom: 50, sampling: { ...warm, topK: 0 }, maxTokens: 500 };
    expect(await endOf(engine.generate(request))).toBe('context-full');
    // The last token of a full context is written, and read by nobody.
    expect(await tokensOf(engine.generate(request))).toHaveLength(64 + 1 - plain.promptIds.length - 50);
  });

  const long = 'The cat sat on the mat and looked at the moon. '.repeat(12);

  test('a prompt beyond the context is refused, or read from its end', async () => {
    const thrown = await failure(tokensOf(engine.generate({ prompt: long, sampling: greedy, maxTokens: 4 })));
    expect(thrown).toMatchObject({ code: 'prompt-too-long', details: { limit: 63 } });
    const start = await startOf(engine.generate({ prompt: long, sampling: greedy, maxTokens: 4, cutPrompt: true }));
    expect(start.promptPieces.length).toBeLessThanOrEqual(64 - 4);
    expect(start.promptPieces.length + start.cutTokens).toBe(1 + engine.tokenize(long).length);
    expect(start.promptPieces.at(-2)?.text).toBe('.');
  });

  test('an abort ends a run, before it and within, and the engine goes on', async () => {
    expect(await endOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 24 }, AbortSignal.abort()))).toBe('aborted');
    const abort = new AbortController();
    const written: number[] = [];
    let reason = '';
    for await (const event of engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 24 }, abort.signal)) {
      if (event.type === 'token') written.push(event.id);
      if (written.length === 3) abort.abort();
      if (event.type === 'generation-end') reason = event.reason;
    }
    expect([reason, written]).toEqual(['aborted', plain.greedyIds.slice(0, 3)]);
    expect(ids(await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 6 })))).toEqual(plain.greedyIds.slice(0, 6));
  });

  test('one run at a time', async () => {
    const first = engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 })[Symbol.asyncIterator]();
    await first.next();
    expect((await failure(tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 })))).code).toBe('invalid-request');
    await first.return!();
    expect(await endOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 }))).toBe('max-tokens');
  });

  const request: GenerateRequest = { prompt: plain.prompt, sampling: greedy, maxTokens: 4 };
  test.for<[string, (engine: Engine) => Promise<unknown>]>([
    ['drafts', (engine) => tokensOf(engine.generate({ ...request, speculate: { tokens: 4 } }))],
    ['probes', (engine) => tokensOf(engine.generate({ ...request, probes: { lens: 1 } }))],
    ['a prompt that is no text', (engine) => tokensOf(engine.generate({ ...request, prompt: 7 as unknown as string }))],
    ['a temperature below zero', (engine) => tokensOf(engine.generate({ ...request, sampling: { ...greedy, temperature: -1 } }))],
    ['tokens of another model', (engine) => tokensOf(engine.generate({ ...request, given: [2051] }))],
    ['another precision', (engine) => engine.setPrecision({ precision: 'q4' })],
    ['a draft', (engine) => engine.setDraft({ plan: { precision: 'q2' } })],
    ['a batch', async (engine) => engine.batch({ slots: 2, sequences: [{ request }] })],
    ['a comparison of precisions', (engine) => engine.score({ texts: ['a'], compareTo: { precision: 'q4' } })],
    ['device measurements', (engine) => engine.measureDevice()],
    ['a fingerprint', (engine) => engine.fingerprint(async () => '')],
  ])('%s: refused in words', async ([, ask]) => {
    const thrown = await failure(ask(engine));
    expect(thrown).toMatchObject({ code: 'invalid-request' });
    expect(thrown.remedy).not.toBe('');
  });
});

describe('a chat model of a hub', () => {
  test('is downloaded, given its template, and stopped by any of its end tokens; no other host is asked', async () => {
    const hub = await fakeHub('someone/tiny-chat', folder);
    const told: ForeignLoadEvent[] = [];
    const source = { kind: 'hub', repository: 'someone/tiny-chat', dtype: 'fp32' } as const;
    const engine = await createTransformersEngine(options('wasm', { source, chat: undefined, fetch: hub.fetch, onEvent: (event) => told.push(event) }));
    const events = await allOf(engine.generate({ prompt: chat.prompt, sampling: greedy, maxTokens: 24 }));
    const start = events[0];
    if (start.type !== 'generation-start') expect.unreachable();
    expect(start.prompt).toBe('Tell me a story.');
    expect(start.promptPieces.map(({ id }) => id)).toEqual(chat.promptIds);
    expect(start.promptPieces.map(({ text }) => text).join('')).toBe('<|user|>Tell me a story.<|end|><|assistant|>');
    expect(events.flatMap((event) => (event.type === 'token' ? [event.id] : []))).toEqual(chat.greedyIds.slice(0, chat.greedyIds.indexOf(golden.endId) + 1));
    expect(events.at(-1)).toMatchObject({ reason: 'stop-token' });

    expect(hub.asked[0]).toBe(`${hubOrigin}/api/models/someone/tiny-chat?blobs=true`);
    expect(hub.asked.slice(1).every((url) => url.startsWith(`${hubOrigin}/someone/tiny-chat/resolve/c0ffee/`))).toBe(true);
    expect(hub.asked).toHaveLength(6);
    const elsewhere = performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin) && !name.startsWith('blob:') && !name.startsWith('data:'));
    expect(elsewhere.map(({ name }) => name)).toEqual([]);

    const model = told.filter((event) => 'file' in event && event.file === 'onnx/model.onnx');
    expect(model[0]).toMatchObject({ type: 'download-start', totalBytes: engine.facts.weightBytes });
    expect(model.at(-1)).toMatchObject({ type: 'download-end', totalBytes: engine.facts.weightBytes });
    expect(told.map(({ type }) => type).filter((type) => !type.startsWith('download'))).toEqual(['tokenizer-ready', 'compile-start', 'compile-end']);
    engine.destroy();
  });

  test('a message too long for the template is cut within it', async () => {
    const engine = await createTransformersEngine(options('wasm', { chat: true }));
    const start = await startOf(engine.generate({ prompt: 'Tell me of the moon. '.repeat(20), sampling: greedy, maxTokens: 8, cutPrompt: true }));
    const text = start.promptPieces.map((piece) => piece.text).join('');
    expect(text).toMatch(/^<\|user\|>.*Tell me of the moon\. <\|end\|><\|assistant\|>$/s);
    expect(start.promptPieces.length).toBeLessThanOrEqual(64);
    expect(start.cutTokens).toBeGreaterThan(0);
    engine.destroy();
  });

  const hubSource = { kind: 'hub', repository: 'someone/tiny-chat', dtype: 'q4' } as const;

  test('too large, it is refused before a byte of it comes', async () => {
    const hub = await fakeHub('someone/tiny-chat', folder, [{ path: 'onnx/model_q4.onnx', size: 3e9 }]);
    const thrown = await failure(createTransformersEngine(options('wasm', { source: hubSource, fetch: hub.fetch })));
    expect(thrown).toMatchObject({ code: 'model-too-large', details: { limitBytes: 2e9 } });
    expect(hub.asked).toHaveLength(1);
  });

  test('listed, but gone when it is asked for, it is missing', async () => {
    const hub = await fakeHub('someone/tiny-chat', folder, [{ path: 'onnx/model_q4.onnx', size: 3e5 }]);
    expect(await failure(createTransformersEngine(options('wasm', { source: hubSource, fetch: hub.fetch })))).toMatchObject({ code: 'file-missing', details: { status: 404 } });
  });

  test('a hub out of reach stops it', async () => {
    const fetcher: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    expect((await failure(createTransformersEngine(options('wasm', { source: hubSource, fetch: fetcher })))).code).toBe('network');
  });

  test('half floats are asked of a GPU only where it has them', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    expect(adapter!.features.has('shader-f16'), 'the test adapter has none').toBe(false);
    const fetcher: typeof fetch = () => expect.unreachable();
    const thrown = await failure(createTransformersEngine(options('webgpu', { source: { ...hubSource, dtype: 'q4f16' }, fetch: fetcher })));
    expect(thrown).toMatchObject({ code: 'invalid-request', remedy: 'Choose q4, or the processor.' });
  });
});

describe('files that are wrong', () => {
  const withFile = (name: string, body: string) => async (request: RequestInfo | URL): Promise<Response> => (String(request) === folder + name ? new Response(body) : fetch(request));
  const json = async (name: string): Promise<Record<string, unknown>> => (await fetch(folder + name)).json();
  test.for<[string, string, () => Promise<string>, RegExp]>([
    ['a model that is none', 'onnx/model.onnx', async () => 'no protobuf', /cannot run pocket-test/],
    ['a configuration that is no JSON', 'config.json', async () => '{', /config\.json is not JSON/],
    ['no vocabulary', 'config.json', async () => JSON.stringify({ model_type: 'llama' }), /size of its vocabulary/],
    ['an architecture nobody knows', 'config.json', async () => JSON.stringify({ ...(await json('config.json')), model_type: 'abacus' }), /cannot run pocket-test/],
    ['a tokenizer of another kind', 'tokenizer.json', async () => JSON.stringify({ ...(await json('tokenizer.json')), decoder: { type: 'WordPiece' } }), /tokenizer file cannot be read/],
  ])('%s', async ([, name, body, words]) => {
    const thrown = await failure(createTransformersEngine(options('wasm', { fetch: withFile(name, await body()) })));
    expect(thrown).toMatchObject({ code: 'file-malformed' });
    expect(thrown.message).toMatch(words);
  });

  test('none of them keeps the next model from being loaded and run', async () => {
    const engine = await createTransformersEngine(options('wasm'));
    expect(ids(await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 })))).toEqual(plain.greedyIds.slice(0, 4));
    engine.destroy();
  });
});

test('a run that fails within the library ends in words, and the next one runs', async () => {
  const engine = await createTransformersEngine(options('wasm'));
  const other = await createTransformersEngine(options('wasm'));
  other.destroy();
  const thrown = await failure(tokensOf(other.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 })));
  expect(thrown).toMatchObject({ name: 'EngineError', code: 'internal' });
  expect(thrown.message).toMatch(/^transformers\.js stopped: /);
  expect(ids(await tokensOf(engine.generate({ prompt: plain.prompt, sampling: greedy, maxTokens: 4 })))).toEqual(plain.greedyIds.slice(0, 4));
  engine.destroy();
});
