import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LabChoice } from '@/lib/engine-client/lab';
import { EngineError } from '@/lib/engine/errors';
import type { BatchRequest } from '@/lib/engine/generation/batch-events';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { PlaygroundController } from './controller';
import { columnsOf } from './figures';
import { idsOf, precisionOf } from './run-record';
import { changed, type PlaygroundSettings, startSettings } from './settings';
import { type FakeLabClient, fakeLabClient } from './test-lab-client';

/** Long enough to be met in the middle: the page is told of tokens no more than once a frame. */
const long = { length: 480 };
const having = (change: Partial<PlaygroundSettings>) => changed({ ...startSettings, length: 32, watch: false }, change);
let unmount = () => {};

function playground(order: 'auto' | 'recorded' | 'cpu' = 'auto') {
  const opened: { choice: LabChoice; client: FakeLabClient }[] = [];
  const controller = new PlaygroundController({
    open: (choice, { plan }) => {
      const client = fakeLabClient(plan);
      opened.push({ choice, client });
      return client;
    },
    order: () => order,
    modelUrl: (name) => `https://here/models/${name}/`,
  });
  unmount = controller.mount();
  const now = () => controller.getSnapshot();
  const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { interval: 2, timeout: 5_000 });
  const rest = () => until(() => ['done', 'idle', 'error'].includes(now().status));
  const written = (tokens: number) => until(() => (now().run?.sequences[0].state.tokens.length ?? 0) >= tokens);
  const asked = (what: string) => opened.at(-1)!.client.asked.filter((entry) => entry.what === what).map((entry) => entry.with);
  return { controller, opened, now, rest, written, asked };
}

afterEach(() => unmount());

describe('one press of Run', () => {
  test('loads the engine, writes, and ends', async () => {
    const { controller, now, rest, opened, asked } = playground();
    expect(opened, 'nothing is started before').toHaveLength(0);
    controller.start(having({}));
    expect(now().status).toBe('loading');
    await rest();
    expect(now()).toMatchObject({ status: 'done', engine: 'cpu', error: null });
    expect(now().run!.sequences[0].state.tokens).toHaveLength(32);
    expect(asked('set-precision'), 'the weights were made so at once').toHaveLength(0);
    expect(columnsOf(now().run!)[0].measures['weight-bytes']?.value).toBe(16_000);
  });

  test('again takes the place of the run before, with the engine that is there', async () => {
    const { controller, now, rest, written, opened } = playground();
    controller.start(having(long));
    await written(3);
    controller.start(having({ seed: 99 }));
    await rest();
    expect(opened).toHaveLength(1);
    expect(now().run!.settings.seed).toBe(99);
    expect(now().run!.sequences[0].state.tokens).toHaveLength(32);
  });

  test('on a page for recordings only starts nothing', () => {
    const { now } = playground('recorded');
    expect(now()).toMatchObject({ canGoLive: false, load: { status: 'recorded-only' } });
  });

  test('takes the engine that the page’s address asks for, unless the reader chose one', async () => {
    const { controller, opened, rest } = playground('cpu');
    controller.start(having({}));
    await rest();
    controller.start(having({ engine: 'ours-webgpu' }));
    await rest();
    expect(opened.map(({ choice }) => choice)).toMatchObject([{ order: 'cpu' }, { order: 'webgpu' }]);
    expect(opened[0].client.disposed(), 'one engine at a time').toBe(true);
  });
});

describe('a precision changed in mid-text', () => {
  test('goes on from where the text is, and keeps it', async () => {
    const { controller, now, rest, written, asked } = playground();
    controller.start(having(long));
    await written(5);
    controller.changePlan(having({ precision: 'q4' }));
    await rest();
    const { state } = now().run!.sequences[0];
    const wrote = state.tokens.map((token) => precisionOf(state, token));
    expect(wrote[0]).toBe('f16');
    expect(wrote.at(-1)).toBe('q4');
    expect(state.tokens).toHaveLength(480);
    expect(asked('generate'), 'one stream').toHaveLength(1);
    expect(columnsOf(now().run!).map(({ case: setting, measures }) => [setting, measures['bits-per-weight']?.value])).toEqual([['f16', 16], ['q4', 5]]);
  });

  test('that cannot be made says so, and the text goes on as before', async () => {
    const { controller, now, rest, written, opened } = playground();
    controller.start(having(long));
    await written(5);
    opened[0].client.failNextSwitch(new EngineError('out-of-memory', 'needs 2 GB; this GPU allows 1 GB', 'choose q4', { neededBytes: 2e9, limitBytes: 1e9 }));
    controller.changePlan(having({ precision: 'f32' }));
    await rest();
    expect(now().error).toMatchObject({ code: 'out-of-memory', details: { neededBytes: 2e9 } });
    const { state } = now().run!.sequences[0];
    expect(state.tokens).toHaveLength(480);
    expect(new Set(state.tokens.map((token) => precisionOf(state, token)))).toEqual(new Set(['f16']));
  });

  test('before Continue holds for what is written then', async () => {
    const { controller, now, rest, asked } = playground();
    controller.start(having({}));
    await rest();
    controller.changePlan(having({ precision: 'q2' }));
    expect(asked('set-precision'), 'nothing runs: nothing is switched').toHaveLength(0);
    controller.goOn(having({ precision: 'q2' }));
    await rest();
    const { state } = now().run!.sequences[0];
    expect(state.tokens).toHaveLength(64);
    expect(precisionOf(state, state.tokens[31])).toBe('f16');
    expect(precisionOf(state, state.tokens[32])).toBe('q2');
    expect((asked('generate')[1] as GenerateRequest).given).toHaveLength(32);
  });

  test('and changed again at once ends with the last', async () => {
    const { controller, now, rest, written } = playground();
    controller.start(having(long));
    await written(3);
    for (const precision of ['q8', 'q4', 'q2'] as const) controller.changePlan(having({ precision }));
    await rest();
    const { state } = now().run!.sequences[0];
    expect(precisionOf(state, state.tokens.at(-1)!)).toBe('q2');
    expect(now().error).toBeNull();
  });
});

describe('a text shown slowly enough to watch', () => {
  test('is behind the engine; another precision goes on from what is shown, and drops what was made ahead', async () => {
    const { controller, now, written, asked } = playground();
    controller.start(having({ ...long, watch: true }));
    await written(3);
    const shown = idsOf(now().run!.sequences[0]);
    controller.changePlan(having({ precision: 'q4' }));
    await written(shown.length + 3);
    controller.stop();
    const [first, second] = asked('generate') as GenerateRequest[];
    expect(second.given, 'no more than was shown').toEqual(shown);
    expect(second.maxTokens, 'as long as it was to be').toBe(first.maxTokens);
    const { state } = now().run!.sequences[0];
    expect(idsOf(now().run!.sequences[0]).slice(0, shown.length)).toEqual(shown);
    expect(state.tokens.map((token) => precisionOf(state, token))).toEqual(state.tokens.map((_, index) => (index < shown.length ? 'f16' : 'q4')));
  });

  test('is shown to its end at once when the reader has seen enough', async () => {
    const { controller, now, rest, written } = playground();
    controller.start(having({ ...long, watch: true }));
    await written(2);
    controller.changePace(having({ watch: false }));
    await rest();
    expect(now().run!.sequences[0].state.tokens).toHaveLength(480);
  });

  test('goes on with the weights it had where the new ones cannot be made', async () => {
    const { controller, now, rest, written, opened } = playground();
    controller.start(having({ ...long, watch: true }));
    await written(3);
    opened[0].client.failNextSwitch(new EngineError('out-of-memory', 'needs 2 GB; this GPU allows 1 GB', 'choose q4', { neededBytes: 2e9, limitBytes: 1e9 }));
    controller.changePlan(having({ precision: 'f32' }));
    await written(5);
    controller.changePace(having({ watch: false }));
    await rest();
    expect(now().error).toMatchObject({ code: 'out-of-memory' });
    const { state } = now().run!.sequences[0];
    expect(state.tokens).toHaveLength(480);
    expect(new Set(state.tokens.map((token) => precisionOf(state, token)))).toEqual(new Set(['f16']));
  });

  test('is shown step by step where there are several, and all go on', async () => {
    const { controller, now, written, asked } = playground();
    controller.start(having({ ...long, sequences: 4, watch: true }));
    await written(3);
    const shown = now().run!.sequences.map(idsOf);
    controller.changePlan(having({ precision: 'q8' }));
    await written(5);
    controller.stop();
    const [, again] = asked('batch') as BatchRequest[];
    const given = again.sequences.map(({ request }) => request.given!);
    // The page is told once a frame: a token may have come since it was asked.
    expect(given.map((ids, sequence) => ids.slice(0, shown[sequence].length))).toEqual(shown);
    const lengths = given.map(({ length }) => length);
    expect(Math.max(...lengths) - Math.min(...lengths), 'in step').toBeLessThanOrEqual(1);
    expect(Math.max(...lengths) - Math.max(...shown.map(({ length }) => length)), 'no more than was due').toBeLessThanOrEqual(1);
    expect(asked('set-precision')).toEqual([{ precision: 'q8' }]);
  });
});

test('Stop rests, Continue goes on, and nothing is written twice', async () => {
  const { controller, now, rest, written } = playground();
  controller.start(having(long));
  await written(4);
  controller.stop();
  expect(now().status).toBe('idle');
  const before = idsOf(now().run!.sequences[0]);
  controller.goOn(having({}));
  await rest();
  const after = idsOf(now().run!.sequences[0]);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(before.length + 32);
  expect(new Set(now().run!.sequences[0].state.tokens.map(({ index }) => index)).size).toBe(after.length);
});

describe('several sequences', () => {
  test('are asked for as one batch, each with its own seed, and can go on', async () => {
    const { controller, now, rest, asked } = playground();
    controller.start(having({ sequences: 8, seed: 5 }));
    await rest();
    const [{ slots, sequences }] = asked('batch') as BatchRequest[];
    expect(slots).toBe(8);
    expect(sequences.map(({ request }) => request.sampling.seed)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(now().run!.sequences.every(({ state }) => state.tokens.length === 32)).toBe(true);
    const [{ case: setting, measures }] = columnsOf(now().run!);
    expect(setting).toBe('batch-8');
    expect(measures['kv-cache-bytes']?.value).toBe(8 * 4096);
    expect(measures['tokens-written']?.value).toBe(256);
    controller.goOn(having({ sequences: 8 }));
    await rest();
    expect(now().run!.sequences.every(({ state }) => state.tokens.length === 64)).toBe(true);
  });
});

test('a run kept stands beside the next one', async () => {
  const { controller, now, rest } = playground();
  controller.start(having({}));
  await rest();
  controller.keep();
  expect(now()).toMatchObject({ run: null, status: 'idle' });
  controller.start(having({ precision: 'q4' }));
  await rest();
  expect(now().kept!.settings.precision).toBe('f16');
  expect(now().run!.settings.precision).toBe('q4');
  controller.reset();
  expect(now()).toMatchObject({ run: null, kept: null, status: 'idle' });
});

test('the draft and the cache are told to the engine as they are set', async () => {
  const { controller, rest, asked } = playground();
  controller.start(having({ draft: 'q2', draftTokens: 6 }));
  await rest();
  expect(asked('set-draft')).toEqual([{ plan: { precision: 'q2' } }]);
  expect(asked('generate')[0]).toMatchObject({ speculate: { tokens: 6 } });
  controller.start(having({ cache: false }));
  await rest();
  expect(asked('set-draft')).toEqual([{ plan: { precision: 'q2' } }, null]);
  expect(asked('generate')[1]).toMatchObject({ cache: false });
});

test('a prompt that is too long keeps what is there, and its end can be read instead', async () => {
  const { controller, now, rest } = playground();
  controller.start(having({ prompt: 'x'.repeat(300) }));
  await rest();
  expect(now()).toMatchObject({ status: 'error', error: { code: 'prompt-too-long' } });
  expect(now().run!.settings.prompt).toHaveLength(300);
});

test('a link’s tokens are read, and nothing is drawn', async () => {
  const { controller, now, rest, asked } = playground();
  controller.open(having({}), [1, 2, 3]);
  await rest();
  expect(idsOf(now().run!.sequences[0])).toEqual([1, 2, 3]);
  expect(asked('generate')[0]).toMatchObject({ given: [1, 2, 3], maxTokens: 3 });
  expect(columnsOf(now().run!), 'no figures of what was not written').toEqual([]);
});

test('leaving ends the engine, and coming back is a fresh start', async () => {
  const { controller, now, rest, written, opened } = playground();
  controller.start(having({}));
  await written(2);
  unmount();
  expect(opened[0].client.disposed()).toBe(true);
  unmount = controller.mount();
  controller.start(having({}));
  await rest();
  expect(opened).toHaveLength(2);
  expect(now().status).toBe('done');
});
