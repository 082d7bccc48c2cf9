import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEngine, type BatchEvent, type BatchSequence, type Engine, type EngineOptions, type GenerateRequest } from '../index';
import { greedy } from './sample';
import { eventsOf, idsIn, reasonIn, sequenceIn } from './test-events';
import { endingCase } from './test-golden-files';

const sampled = { temperature: 0.9, topK: 50, topP: 0.95 };
const long = 'Lily wanted a new toy, but her mom said that they had no money, so she went to the garden and sat under the big tree until it was dark.';

/** What a batch does, whatever the device. */
export function batchTests(options: () => Promise<EngineOptions>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine(await options());
  }, 60_000);
  afterAll(() => engine.destroy());

  const single = async (request: GenerateRequest): Promise<number[]> => idsIn(await eventsOf(engine.generate(request)));
  const request = (changes: Partial<GenerateRequest> = {}): GenerateRequest => ({ prompt: 'Once', sampling: greedy, maxTokens: 8, ...changes });

  const mixed: readonly BatchSequence[] = [
    { request: request({ prompt: 'The cat', maxTokens: 14 }) },
    { request: request({ prompt: long, sampling: { ...sampled, seed: 1 }, maxTokens: 9 }) },
    { request: request({ prompt: '', sampling: { ...sampled, seed: 2 }, maxTokens: 5 }) },
    { request: request({ prompt: 'Tom and Mia', sampling: { temperature: 1.2, topK: 0, topP: 1, seed: 3 }, maxTokens: 7 }), arriveAtStep: 8 },
    { request: request({ prompt: 'One', maxTokens: 4 }), arriveAtStep: 200 },
  ];

  test.for(['continuous', 'static'] as const)('each sequence writes what it writes alone, chosen on the device: %s', async (policy) => {
    const alone: number[][] = [];
    for (const each of mixed) alone.push(await single(each.request));
    const events = await eventsOf(engine.batch({ slots: 3, policy, sequences: mixed }).events);
    expect(mixed.map((_, sequence) => idsIn(sequenceIn(events, sequence)))).toEqual(alone);
    expect(events[0]).toMatchObject({ type: 'batch-start', slots: 3, kvCacheBytes: 3 * engine.facts.kvCacheBytes });
    expect(events.at(-1)!.type).toBe('batch-end');
    for (const sequence of mixed.keys()) {
      const own = sequenceIn(events, sequence);
      expect(own[0].type).toBe('generation-start');
      expect(own.filter(({ type }) => type === 'token').length).toBe(mixed[sequence].request.maxTokens);
      expect(reasonIn(own)).toBe('max-tokens');
      const times = own.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    const steps = events.filter((event) => event.type === 'step-end');
    // Nobody is there from some step on until 200: those are skipped.
    expect(steps.map(({ step }) => step).filter((step) => step < 200)).toEqual(Array.from({ length: steps.filter(({ step }) => step < 200).length }, (_, step) => step));
    expect(Math.max(...steps.map(({ sequences }) => sequences.length))).toBe(3);
  });

  test('32 sequences in one pass', async () => {
    const sequences = Array.from({ length: 32 }, (_, seed): BatchSequence => ({ request: request({ prompt: '', sampling: { ...sampled, seed }, maxTokens: 40 }) }));
    const batch = engine.batch({ slots: 32, policy: 'static', sequences });
    const texts: number[][] = sequences.map(() => []);
    const widths = new Set<number>();
    for await (const event of batch.events) {
      if (event.type === 'step-end' && event.kind === 'decode') widths.add(event.sequences.length);
      if (event.type !== 'sequence-event' || event.event.type !== 'token') continue;
      texts[event.sequence].push(event.event.id);
      if (event.event.index === 3) batch.stop(event.sequence);
    }
    expect(widths).toContain(32);
    for (const sequence of [0, 13, 31]) expect(texts[sequence].slice(0, 4)).toEqual(await single({ ...sequences[sequence].request, maxTokens: 4 }));
  });

  test('a stop token ends its own sequence, a full context too, and the others go on', async () => {
    const setup = await options();
    const golden = endingCase();
    const contextLength = golden.prompt_ids.length + golden.greedy_ids.length + 13; // shorter than the model's own: sooner full
    const short = await createEngine({ ...setup, files: { ...setup.files, config: { ...(setup.files.config as object), max_position_embeddings: contextLength } } });
    expect(golden.greedy_ids.at(-1)).toBe(short.facts.model.stopId);
    const nearEnd = golden.greedy_ids.slice(0, -3);
    const filler = Array.from({ length: contextLength - 4 }, (_, index) => 259 + (index % 100));
    const sequences: BatchSequence[] = [
      { request: request({ prompt: golden.prompt, given: nearEnd, announceFrom: nearEnd.length, maxTokens: 400 }) },
      { request: request({ prompt: '', given: filler, announceFrom: filler.length, sampling: { ...sampled, seed: 4 }, maxTokens: 10_000 }) },
      { request: request({ prompt: 'The cat', maxTokens: 20 }) },
      { request: request({ prompt: '', given: [300, short.facts.model.stopId, 300], maxTokens: 20 }) },
      { request: request({ maxTokens: 0 }) },
    ];
    const alone: string[] = [];
    for (const each of sequences) {
      const events = await eventsOf(short.generate(each.request));
      alone.push(`${idsIn(events).join()} ${reasonIn(events)}`);
    }
    const events = await eventsOf(short.batch({ slots: 5, sequences }).events);
    short.destroy();
    const own = sequences.map((_, sequence) => sequenceIn(events, sequence));
    expect(own.map((each) => `${idsIn(each).join()} ${reasonIn(each)}`)).toEqual(alone);
    expect(own.map(reasonIn)).toEqual(['stop-token', 'context-full', 'max-tokens', 'stop-token', 'max-tokens']);
    expect(idsIn(own[1])).toHaveLength(4);
  });

  test('one sequence can be stopped in every state, and the others do not notice', async () => {
    const sequences: BatchSequence[] = [
      { request: request({ prompt: 'The cat', maxTokens: 24 }) },
      { request: request({ prompt: long, maxTokens: 30 }) },
      { request: request({ prompt: long, maxTokens: 30, sampling: { ...sampled, seed: 9 } }) },
      { request: request({ maxTokens: 30 }) },
      { request: request({ maxTokens: 30 }), arriveAtStep: 10_000 },
    ];
    const expected = await single(sequences[0].request);
    const batch = engine.batch({ slots: 3, sequences });
    batch.stop(3); // before it has begun at all
    const events: BatchEvent[] = [];
    for await (const event of batch.events) {
      events.push(event);
      if (event.type !== 'sequence-event') continue;
      if (event.sequence === 1 && event.event.type === 'prefill-start') batch.stop(1); // while its prompt is read
      if (event.sequence === 2 && event.event.type === 'token' && event.event.index === 2) {
        batch.stop(2); // while it writes
        batch.stop(4); // while it is only expected
        batch.stop(4);
        batch.stop(77);
      }
    }
    const own = sequences.map((_, sequence) => sequenceIn(events, sequence));
    expect(own.map(reasonIn)).toEqual(['max-tokens', 'aborted', 'aborted', 'aborted', 'aborted']);
    expect(idsIn(own[0])).toEqual(expected);
    expect(own.map((each) => idsIn(each).length)).toEqual([24, 0, 3, 0, 0]);
    for (const each of own) expect(each[0].type).toBe('generation-start');
  });

  test('a stop while a pass is under way is kept', async () => {
    const batch = engine.batch({ slots: 2, sequences: [{ request: request({ maxTokens: 12 }) }, { request: request({ prompt: 'The cat', maxTokens: 12 }) }] });
    const events: BatchEvent[] = [];
    const iterator = batch.events[Symbol.asyncIterator]();
    for (;;) {
      const next = iterator.next();
      if (events.filter((event) => event.type === 'step-end').length === 6) batch.stop(0); // the seventh pass has been asked for
      const { value, done } = await next;
      if (done) break;
      events.push(value);
    }
    expect(reasonIn(sequenceIn(events, 0))).toBe('aborted');
    expect(sequenceIn(events, 0).at(-1)!.type).toBe('generation-end');
    expect(idsIn(sequenceIn(events, 1))).toEqual(await single(request({ prompt: 'The cat', maxTokens: 12 })));
  });

  test('an abort ends them all, and the engine goes on', async () => {
    const abort = new AbortController();
    const sequences = [...mixed, { request: request(), arriveAtStep: 1_000_000 }];
    const events: BatchEvent[] = [];
    for await (const event of engine.batch({ slots: 2, sequences }, abort.signal).events) {
      events.push(event);
      if (event.type === 'step-end' && event.step === 5) abort.abort();
    }
    expect(events.filter((event) => event.type === 'step-end')).toHaveLength(6);
    for (const sequence of sequences.keys()) expect(reasonIn(sequenceIn(events, sequence))).toBe('aborted');
    expect(events.at(-1)!.type).toBe('batch-end');
    expect(await single(request({ maxTokens: 3 }))).toHaveLength(3);
  });

  test('a batch that is aborted before it begins, or left by its listener, leaves the engine free', async () => {
    const abort = new AbortController();
    abort.abort();
    const events = await eventsOf(engine.batch({ slots: 2, sequences: mixed }, abort.signal).events);
    expect(events.filter(({ type }) => type === 'step-end')).toEqual([]);
    expect(mixed.map((_, sequence) => reasonIn(sequenceIn(events, sequence)))).toEqual(mixed.map(() => 'aborted'));
    for await (const event of engine.batch({ slots: 2, sequences: mixed }).events) if (event.type === 'step-end' && event.step === 6) break;
    expect(await single(request({ maxTokens: 3 }))).toHaveLength(3);
  });

  test('sequences may be added while others run, even as the last one ends', async () => {
    const batch = engine.batch({ slots: 1, sequences: [{ request: request({ maxTokens: 3 }) }] });
    const added: number[] = [];
    const events: BatchEvent[] = [];
    for await (const event of batch.events) {
      events.push(event);
      if (event.type !== 'sequence-event') continue;
      if (event.sequence === 0 && event.event.type === 'token' && event.event.index === 1) added.push(batch.add({ request: request({ prompt: 'The cat', maxTokens: 4 }) }));
      if (event.sequence === 1 && event.event.type === 'generation-end') added.push(batch.add({ request: request({ prompt: 'One', maxTokens: 2 }) }));
    }
    expect(added).toEqual([1, 2]);
    expect([1, 2].map((sequence) => idsIn(sequenceIn(events, sequence)).length)).toEqual([4, 2]);
    expect(() => batch.add({ request: request() })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('what cannot be run is refused at the door, in words, and the others go on', async () => {
    const refused: readonly [BatchSequence, string][] = [
      [{ request: request({ prompt: '😀'.repeat(200) }) }, 'prompt-too-long'],
      [{ request: request({ maxTokens: -1 }) }, 'invalid-request'],
      [{ request: request({ cache: false }) }, 'invalid-request'],
      [{ request: request({ speculate: { tokens: 4 } }) }, 'invalid-request'],
      [{ request: request({ probes: { stages: true } }) }, 'invalid-request'],
      [{ request: request(), arriveAtStep: -1 }, 'invalid-request'],
      [{ request: request(), arriveAtStep: 0.5 }, 'invalid-request'],
    ];
    const events = await eventsOf(engine.batch({ slots: 2, sequences: [...refused.map(([sequence]) => sequence), { request: request({ maxTokens: 3 }) }] }).events);
    const errors = events.filter((event) => event.type === 'sequence-error');
    expect(errors.map(({ sequence, error }) => [sequence, error.code])).toEqual(refused.map(([, code], sequence) => [sequence, code]));
    for (const { error } of errors) expect(error.remedy).toMatch(/\.$/);
    expect(idsIn(sequenceIn(events, refused.length))).toEqual(await single(request({ maxTokens: 3 })));
    expect(refused.flatMap((_, sequence) => sequenceIn(events, sequence))).toEqual([]);
  });

  test.for([[0], [33], [1.5], [NaN]])('%d slots are refused', ([slots]) => {
    expect(() => engine.batch({ slots, sequences: [] })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('a policy that there is not is refused, and no sequences are no work', async () => {
    expect(() => engine.batch({ slots: 1, policy: 'eager' as 'static', sequences: [] })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    expect((await eventsOf(engine.batch({ slots: 1, sequences: [] }).events)).map(({ type }) => type)).toEqual(['batch-start', 'batch-end']);
  });

  test('a run beside a batch is refused, and the batch is not disturbed', async () => {
    let refusal: unknown;
    const events: BatchEvent[] = [];
    for await (const event of engine.batch({ slots: 1, sequences: [{ request: request({ maxTokens: 4 }) }] }).events) {
      events.push(event);
      if (event.type === 'step-end' && event.step === 1) refusal = await eventsOf(engine.generate(request())).catch((thrown: unknown) => thrown);
    }
    expect(refusal).toMatchObject({ code: 'invalid-request' });
    expect(idsIn(sequenceIn(events, 0))).toEqual(await single(request({ maxTokens: 4 })));
  });

  test('candidates are shown where they are asked for, and the choice is the same', async () => {
    const shown: BatchSequence[] = mixed.slice(0, 3).map(({ request: each }, number) => ({ request: { ...each, candidates: number } }));
    const events = await eventsOf(engine.batch({ slots: 3, sequences: shown }).events);
    for (const [sequence, { request: each }] of shown.entries()) {
      const own = sequenceIn(events, sequence).filter((event) => event.type === 'token');
      expect(own.map(({ id }) => id)).toEqual(await single(each));
      for (const { candidates, logprob, logits } of own) {
        expect(candidates?.length ?? 0).toBe(sequence);
        expect(logprob !== undefined).toBe(sequence > 0);
        expect(logits).toBeUndefined();
      }
    }
  });
}

/** A device without room for the cache of a large batch; `break` makes it so and returns what mends it. */
export function batchMemoryTest(options: () => Promise<EngineOptions>, breakMemory: (options: EngineOptions) => () => void, needsLimit: boolean): void {
  test('a batch beyond memory is refused with the need, a smaller one runs, and so does the engine', async () => {
    const setup = await options();
    const engine = await createEngine(setup);
    const sequences: BatchSequence[] = [{ request: { prompt: 'Once', sampling: greedy, maxTokens: 4 } }];
    const mend = breakMemory(setup);
    const failure: unknown = await eventsOf(engine.batch({ slots: 32, sequences }).events).catch((thrown: unknown) => thrown);
    mend();
    expect(failure).toMatchObject({ code: 'out-of-memory', details: { neededBytes: expect.any(Number) as number, ...(needsLimit && { allowedBytes: expect.any(Number) as number }) } });
    const single = idsIn(await eventsOf(engine.generate(sequences[0].request)));
    expect(single).toHaveLength(4);
    expect(idsIn(sequenceIn(await eventsOf(engine.batch({ slots: 2, sequences }).events), 0))).toEqual(single);
    engine.destroy();
    vi.restoreAllMocks();
  });
}
