import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '@/lib/engine/errors';
import { createEngineClient, type EngineClient } from './client';
import type { PageOrder } from './page-order';
import type { Recording } from './recording';
import { type RunOptions, RunController } from './run-controller';
import { sampling, wholeRun } from './testing/events';
import { fakeId } from './testing/fake-engine';
import { InProcessWorker, makeWorld, type World } from './testing/in-process-worker';

const recording: Recording = { version: 1, date: '2026-11-23', device: 'a laptop', runs: [wholeRun(6)] };
const options: RunOptions = { recording: 'home', request: { prompt: 'Once', sampling, maxTokens: 12 }, pace: 'as-made' };
const whole = Array.from({ length: 12 }, (_, index) => fakeId(sampling.seed, index));

let client: EngineClient;
let world: World;
let controller: RunController;
let unmount = () => {};

function setUp(over: Partial<RunOptions> = {}, engine: PageOrder['engine'] = 'auto', loadRecording = () => Promise.resolve(recording)): RunController {
  world = makeWorld(undefined, 2);
  client = createEngineClient({
    createWorker: () => new InProcessWorker(world.effects) as unknown as Worker,
    order: { engine, seed: null },
    modelUrl: 'http://site/models/pocket/',
    saveData: () => false,
  });
  controller = new RunController({ ...options, ...over }, { client: () => client, loadRecording });
  unmount = controller.mount();
  return controller;
}
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  unmount();
  client.suspend();
  vi.useRealTimers();
});

const now = () => controller.getSnapshot();
const ids = () => now().state.tokens.map(({ id }) => id);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Long enough for a load, and for a whole run of the fake. */
const settle = () => pass(1_000);

describe('at mount', () => {
  it('shows the recording whole, and loads the model meanwhile', async () => {
    setUp();
    expect(now()).toMatchObject({ status: 'loading', engine: 'none' });
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'recorded', source: 'recorded', recorded: { device: 'a laptop', date: '2026-11-23' }, load: { status: 'ready' } });
    expect(ids()).toHaveLength(6);
  });

  it('replays it when asked to, at the reader’s pace', async () => {
    setUp({ autoPlay: true, pace: 10 });
    await pass(350);
    expect(now()).toMatchObject({ status: 'running', engine: 'recorded', playing: true });
    expect(ids().length).toBeGreaterThanOrEqual(3);
    expect(ids().length).toBeLessThanOrEqual(4);
    await settle();
    expect(now()).toMatchObject({ status: 'done', playing: false });
  });

  it('replays it with its own gaps', async () => {
    setUp({ autoPlay: true });
    await pass(45); // Ten milliseconds from the end of the prefill to the first token, and ten to each further one.
    expect(ids()).toHaveLength(4);
  });

  it('says when the recording is not there, and runs all the same', async () => {
    setUp({}, 'auto', () => Promise.reject(new EngineError('file-missing', 'It is not there.', 'Run it live.')));
    await settle();
    expect(now()).toMatchObject({ status: 'error', error: { code: 'file-missing' } });
    controller.run();
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'cpu', error: null });
  });
});

describe('running', () => {
  it('sets status and engine anew, at once, and ends done', async () => {
    setUp();
    await settle();
    controller.run();
    expect(now()).toMatchObject({ status: 'running', engine: 'cpu', source: 'none', recorded: null });
    expect(ids()).toEqual([]);
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'cpu', source: 'live', measurable: true });
    expect(ids()).toEqual(whole);
    expect(now().startedAt).not.toBeNull();
    controller.run();
    expect(now().status).toBe('running');
  });

  it('before the model is there, waits for it', async () => {
    setUp();
    controller.run();
    expect(now()).toMatchObject({ status: 'loading', engine: 'none' });
    await settle();
    expect(ids()).toEqual(whole);
  });

  it('pauses, steps, rewinds and goes on: the same text as without', async () => {
    setUp({ pace: 20 });
    await settle();
    controller.run();
    await pass(200);
    controller.pause();
    const shown = ids().length;
    expect(shown).toBeGreaterThan(1);
    await settle();
    expect(ids()).toHaveLength(shown);
    expect(now().status).toBe('idle');
    controller.step();
    await settle();
    expect(ids()).toHaveLength(shown + 1);
    controller.rewind(1);
    expect(ids()).toHaveLength(1);
    controller.play();
    await settle();
    expect(ids()).toEqual(whole);
    expect(now().status).toBe('done');
  });

  it('a pause stops the worker’s work', async () => {
    setUp({ request: { ...options.request, maxTokens: 100_000 } });
    controller.run();
    await pass(200);
    controller.pause();
    await pass(50);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('steps from nothing, one token at a time', async () => {
    setUp({ recording: null });
    await settle();
    expect(now()).toMatchObject({ status: 'idle', engine: 'none' });
    controller.step();
    await settle();
    expect(ids()).toEqual(whole.slice(0, 1));
    controller.step();
    controller.step();
    await settle();
    expect(ids()).toEqual(whole.slice(0, 3));
  });

  it('branches from a recording, live', async () => {
    setUp();
    await settle();
    controller.branch(2, 77);
    expect(ids()).toEqual([100, 101]);
    await settle();
    expect(ids()).toEqual([100, 101, 77, ...whole.slice(3)]);
    expect(now()).toMatchObject({ status: 'done', engine: 'cpu', source: 'live' });
  });

  it('draws anew what is not shown when sampling changes, and only then', async () => {
    setUp({ pace: 20 });
    await settle();
    controller.run();
    await pass(150);
    const kept = ids();
    const other = { ...sampling, seed: 9 };
    controller.setOptions({ ...options, request: { ...options.request } });
    expect(world.engines[0].requests).toHaveLength(1);
    controller.setOptions({ ...options, request: { ...options.request, sampling: other } });
    await settle();
    expect(ids()).toEqual([...kept, ...Array.from({ length: 12 - kept.length }, (_, index) => fakeId(9, index + kept.length))]);
  });

  it('begins afresh when the prompt has changed', async () => {
    setUp();
    await settle();
    controller.run();
    await settle();
    controller.setOptions({ ...options, request: { ...options.request, prompt: 'Tom' } });
    expect(now().state.prompt).toBe('Once');
    controller.play();
    await settle();
    expect(now().state.prompt).toBe('Tom');
  });

  it('opens a link: its tokens, and none besides', async () => {
    setUp();
    controller.openLink([1, 2, 3]);
    await settle();
    expect(ids()).toEqual([1, 2, 3]);
    expect(now()).toMatchObject({ source: 'live', status: 'idle' });
    controller.play();
    await settle();
    expect(ids()).toEqual([1, 2, 3, ...whole.slice(3)]);
  });

  it('shows the engine’s refusal, keeps what there was, and can be tried again', async () => {
    setUp();
    await settle();
    controller.setOptions({ ...options, request: { ...options.request, prompt: 'x'.repeat(2_000) } });
    controller.run();
    await settle();
    expect(now()).toMatchObject({ status: 'error', error: { code: 'prompt-too-long' } });
    controller.setOptions(options);
    controller.run();
    await settle();
    expect(now().status).toBe('done');
  });

  it('retries after a failed load', async () => {
    setUp();
    world.answer = () => new Response('', { status: 404 });
    controller.run();
    await settle();
    expect(now()).toMatchObject({ status: 'error', load: { status: 'failed' } });
    world.answer = () => undefined;
    controller.retry();
    await settle();
    expect(ids()).toEqual(whole);
  });

  it('goes live in the midst of a recording, also by the recording’s own seed, and dates it then', async () => {
    setUp({ autoPlay: true, pace: 10 });
    await pass(350);
    const kept = ids();
    expect(kept.length).toBeGreaterThan(1);
    const before = Date.now();
    controller.goLive();
    controller.goLive(); // Once is enough.
    await settle();
    expect(world.engines[0].requests).toHaveLength(1);
    expect(now()).toMatchObject({ engine: 'cpu', source: 'live', recorded: null });
    expect(ids().slice(0, kept.length)).toEqual(kept);
    expect(now().startedAt).toBeGreaterThanOrEqual(before);
    controller.goLive(); // It is.
    await settle();
    expect(world.engines[0].requests).toHaveLength(1);
  });

  it('dates a run that went live by a change of settings', async () => {
    setUp({ pace: 20 });
    await settle();
    controller.rewind(2);
    controller.setOptions({ ...options, pace: 20, request: { ...options.request, sampling: { ...sampling, temperature: 2 } } });
    await pass(5_000);
    const before = Date.now();
    controller.play();
    await settle();
    expect(now().source).toBe('live');
    expect(now().startedAt).toBeGreaterThanOrEqual(before);
  });

  it('reset brings the recording back', async () => {
    setUp({ pace: 20 });
    await settle();
    controller.run();
    await pass(200);
    controller.reset();
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'recorded' });
  });

  it('changes pace while it plays', async () => {
    setUp({ pace: 1 });
    await settle();
    controller.run();
    await pass(100);
    expect(ids().length).toBeLessThanOrEqual(1);
    controller.setPace('as-made');
    await settle();
    expect(ids()).toEqual(whole);
  });
});

describe('leaving', () => {
  it('ends everything at unmount, and mounts again', async () => {
    setUp({ request: { ...options.request, maxTokens: 100_000 } });
    controller.run();
    await pass(200);
    unmount();
    await pass(50);
    expect(vi.getTimerCount()).toBe(0);
    const shown = ids().length;
    await settle();
    expect(ids()).toHaveLength(shown);
    unmount = controller.mount();
    controller.play();
    await pass(200);
    expect(ids().length).toBeGreaterThan(shown);
  });

  it('rests when the page is left, instead of starting again', async () => {
    setUp({ request: { ...options.request, maxTokens: 100_000 } });
    controller.run();
    await pass(200);
    client.suspend();
    await settle();
    expect(now().playing).toBe(false);
    expect(now().load.status).toBe('idle');
  });

  it('the page, and coming back to it: the text is there, the model loads, and the run goes on when the reader wants', async () => {
    setUp();
    controller.run();
    await vi.waitFor(() => expect(ids().length).toBeGreaterThan(2), { interval: 1 });
    client.suspend();
    await pass(50);
    const shown = ids();
    expect(now()).toMatchObject({ status: 'idle', playing: false, load: { status: 'idle' }, error: null });
    client.resume();
    await settle();
    expect(now().load.status).toBe('ready');
    expect(ids()).toEqual(shown);
    controller.play();
    await settle();
    expect(ids()).toEqual(whole);
  });
});

describe('with recordings only', () => {
  it('run plays the recording, and nothing live can be asked for', async () => {
    setUp({ pace: 100 }, 'recorded');
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'recorded', canGoLive: false, load: { status: 'recorded-only' } });
    controller.run();
    expect(now().status).toBe('running');
    await settle();
    expect(now()).toMatchObject({ status: 'done', engine: 'recorded' });
    controller.branch(1, 5);
    controller.openLink([1]);
    controller.setOptions({ ...options, request: { ...options.request, sampling: { ...sampling, temperature: 2 } } });
    controller.rewind(2);
    controller.play();
    await settle();
    expect(ids()).toHaveLength(6);
  });
});
