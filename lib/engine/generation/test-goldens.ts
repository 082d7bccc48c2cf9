import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine, type EngineOptions, type GenerationEvent } from '../index';
import type { Backend } from '../kernels/backend';
import { parseConfig } from '../model/config';
import { forward } from '../model/forward';
import { allocateKvCache } from '../model/kv-cache';
import { uploadWeights } from '../model/weights';
import { resolvePlan } from '../model/storage-plan';
import { convert } from '../formats/convert';
import { parseSafetensors } from '../formats/safetensors';
import type { Tensor } from '../tensor/tensor';
import { greedy } from './sample';
import { type GoldenCase, type Goldens, goldensOf, mainGoldens } from './test-golden-files';

/** Two best logits nearer than this may change places between machines: the golden's choice is taken, and the step listed. */
const nearTie = 0.01;

/** Logits may differ from PyTorch's by this much; layer outputs by this share of their largest value. */
const logitTolerance = 2e-3;

type TokenEvent = Extract<GenerationEvent, { type: 'token' }>;

export async function tokensOf(stream: AsyncIterable<GenerationEvent>): Promise<TokenEvent[]> {
  const tokens: TokenEvent[] = [];
  for await (const event of stream) if (event.type === 'token') tokens.push(event);
  return tokens;
}

export async function endOf(stream: AsyncIterable<GenerationEvent>): Promise<string> {
  let reason = 'none';
  for await (const event of stream) if (event.type === 'generation-end') reason = event.reason;
  return reason;
}

/** Last-position logits and each layer's output there, from one prefill of the whole prompt. */
async function prefill(backend: Backend, files: EngineOptions['files'], storage: 'f32' | 'f16', ids: readonly number[]) {
  const config = parseConfig(files.config);
  const file = parseSafetensors(files.weights);
  const plan = resolvePlan({ precision: storage }, new Set(file.keys()));
  const weights = await uploadWeights(backend, config, file, { plan, convert: (name, host, precision) => convert(name, host, precision, {}) });
  const cache = allocateKvCache(backend, config, 1, config.contextLength);
  const idTensor = backend.upload('ids', { dtype: 'u32', shape: [ids.length], values: Uint32Array.from(ids) });
  const rows = backend.upload('rows', { dtype: 'u32', shape: [1, 3], values: Uint32Array.of(0, ids.length, 0) });
  const layers: Tensor[] = [];
  let logits: Tensor | undefined;
  const program = await backend.capture((pass) => {
    logits = forward(pass, config, weights, cache, {
      tokens: ids.length,
      ids: idTensor,
      rows,
      onLayer: (layer, hidden) => {
        const kept = pass.scratch(`layer ${layer}`, 'f32', hidden.shape);
        pass.copy(hidden, kept);
        layers.push(kept);
      },
    });
  });
  const [all, ...outputs] = await program.run([logits!, ...layers]);
  const last = ids.length - 1;
  return {
    logits: all.slice(last * config.vocab) as Float32Array,
    layers: outputs.map((output) => output.slice(last * config.dim, (last + 1) * config.dim)),
  };
}

/** Greedy tokens of a golden case; where two logits are nearly tied the golden's choice is taken, and the step listed. */
async function followGreedy(engine: Engine, { prompt, greedy_ids: all, greedy_margins: margins }: GoldenCase, candidates: number, count: number) {
  const expected = all.slice(0, count);
  const ids: number[] = [];
  const listed: string[] = [];
  while (ids.length < expected.length) {
    const from = ids.length;
    const request = { prompt, given: [...ids], announceFrom: from, sampling: greedy, maxTokens: expected.length, candidates };
    for (const { id } of await tokensOf(engine.generate(request))) {
      const index = ids.length;
      const same = id === expected[index];
      if (!same && margins[index] >= nearTie) return { ids: [...ids, id], listed };
      ids.push(expected[index]);
      if (!same) {
        listed.push(`step ${index}: margin ${margins[index]}`);
        break;
      }
    }
    if (ids.length === from) return { ids, listed };
  }
  return { ids, listed };
}

/** Greedy tokens compared for each case. */
export interface Reach {
  readonly onDevice: number;
  readonly readBack: number;
}

/** The device's own choices to the end; fewer where logits are read back for each. */
export const wholeTexts: Reach = { onDevice: Infinity, readBack: 48 };

/** Logits, layers and greedy tokens are PyTorch's. `backend` makes one for the layer-by-layer check. */
function agreementTests(goldens: Goldens, engine: () => Engine, options: () => Promise<EngineOptions>, backend: () => Promise<Backend>, reach: Reach): void {
  for (const [number, golden] of goldens.cases.entries()) {
    test.for(['f32', 'f16'] as const)(`case ${number}: logits and layers agree with PyTorch, weights in %s`, async (storage) => {
      const { files } = await options();
      const { logits, layers } = await prefill(await backend(), files, storage, golden.prompt_ids);
      for (const [id, expected] of golden.last_logits_top10) expect(Math.abs(logits[id] - expected), `logit ${id}`).toBeLessThan(logitTolerance);
      const mean = logits.reduce((sum, value) => sum + value, 0) / logits.length;
      expect(Math.abs(mean - golden.logits_mean)).toBeLessThan(logitTolerance);
      const deviation = Math.sqrt(logits.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logits.length - 1));
      expect(Math.abs(deviation - golden.logits_std)).toBeLessThan(logitTolerance);
      expect(layers).toHaveLength(golden.layer_output_last_position_first16.length);
      golden.layer_output_last_position_first16.forEach((expected, layer) => {
        const scale = Math.max(...expected.map(Math.abs));
        expected.forEach((value, index) => {
          expect(Math.abs(layers[layer][index] - value) / scale, `layer ${layer}, value ${index}`).toBeLessThan(1e-4);
        });
      });
    });

    test.for([
      ['on the device', 0, reach.onDevice],
      ['from logits read back', 2, reach.readBack],
    ] as const)(`case ${number}: greedy tokens are PyTorch's, chosen %s`, async ([, candidates, count]) => {
      const { ids, listed } = await followGreedy(engine(), golden, candidates, count);
      if (listed.length > 0) console.info(`near-ties where the golden's choice was taken, case ${number}: ${listed.join('; ')}`);
      expect(ids).toEqual(golden.greedy_ids.slice(0, count));
    });
  }
}

/** The agreement with PyTorch of a model beside the main one. */
export function furtherGoldenTests(name: string, options: () => Promise<EngineOptions>, backend: () => Promise<Backend>, reach: Reach): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine(await options());
  });
  afterAll(() => engine.destroy());
  agreementTests(goldensOf[name], () => engine, options, backend, reach);
}

/** The main model's goldens, and the equalities that every backend must hold. */
export function goldenTests(options: () => Promise<EngineOptions>, backend: () => Promise<Backend>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine(await options());
  });
  afterAll(() => engine.destroy());

  agreementTests(mainGoldens, () => engine, options, backend, wholeTexts);

  const prompt = mainGoldens.cases[1].prompt;
  const sampling = { temperature: 0.9, topK: 50, topP: 0.95, seed: 7 };

  test('a prompt read at once = token by token = partly reused, over 32 tokens', async () => {
    const whole = await tokensOf(engine.generate({ prompt, sampling, maxTokens: 32, keepLogits: true }));
    const ids = whole.map(({ id }) => id);

    const read = await tokensOf(engine.generate({ prompt: `${prompt} `, given: [], sampling, maxTokens: 1, keepLogits: true }));
    expect(read).toHaveLength(1); // another prompt: what the cache held is overwritten from the first difference on

    const fromGiven = await tokensOf(engine.generate({ prompt, given: ids, sampling, maxTokens: 32, keepLogits: true }));
    const resumedEvents: GenerationEvent[] = [];
    for await (const event of engine.generate({ prompt, given: ids.slice(0, 20), announceFrom: 20, sampling, maxTokens: 32, keepLogits: true })) resumedEvents.push(event);
    const resumed = resumedEvents.filter((event): event is TokenEvent => event.type === 'token');
    const promptTokens = mainGoldens.cases[1].prompt_ids.length;
    expect(resumedEvents.find((event) => event.type === 'prefill-start')).toMatchObject({ computedTokens: 1, reusedTokens: promptTokens + 19 });
    expect(fromGiven.map(({ id }) => id)).toEqual(ids);
    expect(resumed.map(({ id }) => id)).toEqual(ids.slice(20));
    for (const [index, { logits }] of whole.entries()) {
      expectSameLogits(fromGiven[index].logits!, logits!);
      if (index >= 20) expectSameLogits(resumed[index - 20].logits!, logits!);
    }
  });

  test('a prompt longer than one chunk reads like its tokens one by one', async () => {
    const long = mainGoldens.cases[0].greedy_text.slice(0, 300);
    const pieces = engine.tokenize(long).map(({ id }) => id);
    const atOnce = await tokensOf(engine.generate({ prompt: long, sampling, maxTokens: 1, keepLogits: true }));
    const singles = await createEngine(await options());
    for (let count = 0; count < pieces.length; count++) {
      await tokensOf(singles.generate({ prompt: '', given: pieces.slice(0, count), announceFrom: count, sampling, maxTokens: count }));
    }
    const oneByOne = await tokensOf(singles.generate({ prompt: '', given: pieces, announceFrom: pieces.length, sampling, maxTokens: pieces.length + 1, keepLogits: true }));
    expectSameLogits(oneByOne[0].logits!, atOnce[0].logits!);
    singles.destroy();
  });

  test('chosen on the device = chosen from logits read back, for sampled text too', async () => {
    const here = await tokensOf(engine.generate({ prompt, sampling, maxTokens: 40, candidates: 3 }));
    const there = await tokensOf(engine.generate({ prompt, sampling, maxTokens: 40 }));
    expect(there.map(({ id }) => id)).toEqual(here.map(({ id }) => id));
  });

  test('a full context ends clearly, after the token that fills it', async () => {
    const { contextLength } = engine.facts.model;
    const room = contextLength - 1; // tokens the context can hold after the begin token
    const given = Array.from({ length: room + 5 }, (_, index) => 259 + (index % 100));
    const run = (count: number) => engine.generate({ prompt: '', given: given.slice(0, count), announceFrom: count, sampling, maxTokens: 10_000 });
    expect(await tokensOf(run(room))).toHaveLength(1);
    expect(await tokensOf(run(room + 1))).toHaveLength(0);
    expect(await endOf(run(room + 1))).toBe('context-full');
    expect(await endOf(run(room + 5))).toBe('context-full');
  });

  test('an abort ends the stream at once, and the engine goes on', async () => {
    const abort = new AbortController();
    const events: GenerationEvent[] = [];
    for await (const event of engine.generate({ prompt, sampling, maxTokens: 100 }, abort.signal)) {
      events.push(event);
      if (event.type === 'token' && event.index === 3) abort.abort();
    }
    expect(events.at(-1)).toMatchObject({ type: 'generation-end', reason: 'aborted' });
    expect(events.filter(({ type }) => type === 'token')).toHaveLength(4);
    expect(await endOf(engine.generate({ prompt, sampling, maxTokens: 3 }))).toBe('max-tokens');
  });
}

function expectSameLogits(actual: Float32Array, expected: Float32Array): void {
  let difference = 0;
  let size = 0;
  expected.forEach((value, id) => {
    difference += (actual[id] - value) ** 2;
    size += value ** 2;
  });
  expect(difference / size).toBeLessThan(1e-6);
}
