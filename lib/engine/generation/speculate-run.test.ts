import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine, type EngineOptions, type GenerateRequest, type GenerationEvent } from '../index';
import { distribution } from '../kernels/sample/distribution';
import { coinAt, greedy } from './sample';
import { streamCoin } from './speculate';
import { eventsOf, idsIn, reasonIn, tokensIn } from './test-events';
import { endingCase } from './test-golden-files';
import { optionsInNode } from './test-options';

const sampled = { temperature: 1, topK: 3, topP: 1, seed: 7 };
/** A draft that is often wrong. */
const poorDraft = { plan: { precision: 'q2', block: 'row', rounding: 'nearest' } } as const;

const draftsIn = (events: readonly GenerationEvent[]) => events.filter((event) => event.type === 'draft');
const request = (changes: Partial<GenerateRequest> = {}): GenerateRequest => ({ prompt: 'The robot looked', sampling: greedy, maxTokens: 24, speculate: { tokens: 4 }, ...changes });

describe('speculative decoding', () => {
  let options: EngineOptions;
  let engine: Engine;
  const run = (changes: Partial<GenerateRequest> = {}, signal?: AbortSignal) => eventsOf(engine.generate(request(changes), signal));

  beforeAll(async () => {
    options = await optionsInNode();
    engine = await createEngine(options);
  }, 60_000);
  afterAll(() => engine.destroy());

  test('without a draft it is refused, in words', async () => {
    await engine.setDraft(null);
    await expect(run()).rejects.toMatchObject({ code: 'invalid-request', remedy: expect.stringMatching(/\.$/) as string });
  });

  test('a draft with other tokens is refused, and the engine and its draft stay as they were', async () => {
    await engine.setDraft(poorDraft);
    const tokenizer = structuredClone(options.files.tokenizer) as { model: { vocab: Record<string, number> } };
    const { vocab } = tokenizer.model;
    const [first, second] = Object.keys(vocab).filter((text) => vocab[text] > 1000);
    [vocab[first], vocab[second]] = [vocab[second], vocab[first]];
    await expect(engine.setDraft({ plan: { precision: 'q8' }, files: { ...options.files, tokenizer } })).rejects.toMatchObject({ code: 'invalid-request', message: expect.stringContaining('means') as string });
    expect(engine.facts.draft).toMatchObject({ name: 'pocket-5m', precision: 'q2' });
    expect(idsIn(await run({ maxTokens: 6 }))).toHaveLength(6);
  });

  test('what is told: rounds before their tokens, and whose each token is', async () => {
    await engine.setDraft(poorDraft);
    const events = await run({ sampling: sampled, candidates: 2 });
    const tokens = tokensIn(events);
    expect(tokens.map(({ index }) => index)).toEqual(tokens.map((_, index) => index));
    expect(draftsIn(events).length).toBeGreaterThan(3);
    for (const { index, proposed, accepted } of draftsIn(events)) {
      expect(accepted).toBeLessThanOrEqual(proposed.length);
      const drafted = tokens.slice(index, index + accepted);
      expect(drafted.map(({ id, source }) => [id, source])).toEqual(proposed.slice(0, accepted).map(({ id }) => [id, 'drafted']));
      drafted.forEach(({ coin }, place) => expect(coin).toBe(streamCoin(sampled.seed, 'draft', index + place)));
      const own = tokens[index + accepted];
      expect(own.source).toBe('chosen');
      expect(own.coin).toBe(accepted < proposed.length ? streamCoin(sampled.seed, 'residual', index + accepted) : coinAt(sampled.seed, index + accepted));
    }
    for (const { candidates, logprob } of tokens) {
      expect(candidates).toHaveLength(2);
      expect(logprob).toBeLessThanOrEqual(0);
    }
    expect(idsIn(await run({ sampling: sampled }))).toEqual(tokens.map(({ id }) => id)); // the same seed, the same text
  });

  test('a draft that is the model itself is always right, sampled or not', async () => {
    await engine.setDraft({ plan: engine.facts.plan });
    for (const sampling of [greedy, sampled, { temperature: 0.8, topK: 0, topP: 0.9, seed: 3 }]) {
      const rounds = draftsIn(await run({ sampling }));
      expect(rounds.length).toBeGreaterThan(3);
      for (const { accepted, proposed } of rounds) expect(accepted).toBe(proposed.length);
    }
  });

  test.for([1, 2, 3, 7, 16])('%d tokens at a time: greedy text is the model’s own, to the length asked for', async (tokens) => {
    await engine.setDraft(poorDraft);
    for (const maxTokens of [1, 2, 3, 19]) {
      const plain = idsIn(await run({ maxTokens, speculate: undefined }));
      const events = await run({ maxTokens, speculate: { tokens } });
      expect(idsIn(events)).toEqual(plain);
      expect(reasonIn(events)).toBe('max-tokens');
      for (const { proposed } of draftsIn(events)) expect(proposed.length).toBeLessThanOrEqual(tokens);
    }
  });

  test('a stop token among the accepted ones ends the text there', async () => {
    await engine.setDraft({ plan: engine.facts.plan });
    const { prompt, greedy_ids: expected } = endingCase();
    const given = expected.slice(0, -4);
    const events = await run({ prompt, given, announceFrom: given.length, maxTokens: 400, speculate: { tokens: 16 } });
    expect(idsIn(events)).toEqual(expected.slice(-4));
    expect(reasonIn(events)).toBe('stop-token');
    // What the draft wrote behind it is neither accepted nor rejected.
    expect(draftsIn(events).map(({ proposed, accepted }) => [proposed.map(({ id }) => id), accepted])).toEqual([[expected.slice(-3), 3]]);
  });

  test('the context is filled to its last token', async () => {
    // An end token that no text holds (the byte F5), so that whatever the weights nothing ends before the context does.
    const { vocab } = (options.files.tokenizer as { model: { vocab: Record<string, number> } }).model;
    const endless = await createEngine({ ...options, files: { ...options.files, config: { ...(options.files.config as object), eos_token_id: vocab['õ'] } } });
    await endless.setDraft(poorDraft);
    const { contextLength } = endless.facts.model;
    const given = Array.from({ length: contextLength - 12 }, (_, index) => 259 + (index % 100));
    const full = { prompt: '', given, announceFrom: given.length, maxTokens: 10_000, sampling: { ...sampled, temperature: 0 } };
    const plain = await eventsOf(endless.generate(request({ ...full, speculate: undefined })));
    const events = await eventsOf(endless.generate(request({ ...full, speculate: { tokens: 8 } })));
    endless.destroy();
    expect(idsIn(events)).toEqual(idsIn(plain));
    expect(reasonIn(events)).toBe('context-full');
    expect(idsIn(events)).toHaveLength(12);
  });

  test('where a draft’s shorter context ends, the model writes on alone', async () => {
    const config = { ...(options.files.config as Record<string, unknown>), max_position_embeddings: 16 };
    await engine.setDraft({ plan: { precision: 'q8' }, files: { ...options.files, name: 'short', config } });
    expect(engine.facts.draft).toMatchObject({ name: 'short', precision: 'q8' });
    const plain = idsIn(await run({ speculate: undefined }));
    const ends: number[] = [];
    for (const tokens of [3, 4, 5]) {
      const events = await run({ speculate: { tokens } });
      expect(idsIn(events)).toEqual(plain);
      expect(tokensIn(events).at(-1)).toMatchObject({ index: 23, source: 'chosen' });
      const promptTokens = engine.tokenize(request().prompt).length + 1;
      for (const { index, proposed } of draftsIn(events)) ends.push(promptTokens + index + proposed.length);
    }
    // It reads all but its last proposal: 16 tokens, and may propose a seventeenth.
    expect(Math.max(...ends)).toBe(17);
  });

  test('an abort ends the stream at once, and the next run is as ever', async () => {
    await engine.setDraft(poorDraft);
    const plain = idsIn(await run({ speculate: undefined }));
    for (const stopAt of ['draft', 'token'] as const) {
      const abort = new AbortController();
      const events: GenerationEvent[] = [];
      for await (const event of engine.generate(request(), abort.signal)) {
        events.push(event);
        if (event.type === stopAt && event.index >= 2) abort.abort();
      }
      expect(reasonIn(events)).toBe('aborted');
      expect(idsIn(events).length).toBeLessThan(6);
      expect(idsIn(await run())).toEqual(plain);
    }
  });

  test('sampled text is distributed as the model’s own: pairs of tokens over 400 seeds, chi-square', async () => {
    const sampling = { temperature: 1, topK: 3, topP: 1 };
    const logitsAfter = async (given: readonly number[]): Promise<Float32Array> => {
      const [token] = tokensIn(await run({ given, announceFrom: given.length, maxTokens: given.length + 1, keepLogits: true, speculate: undefined }));
      return token.logits!;
    };
    const start = idsIn(await run({ maxTokens: 1, speculate: undefined }));
    const expected = new Map<string, number>();
    const second = distribution(await logitsAfter(start), sampling);
    for (const [slot, id] of second.ids.entries()) {
      const third = distribution(await logitsAfter([...start, id]), sampling);
      third.ids.forEach((next, nextSlot) => expected.set(`${id} ${next}`, second.probabilities[slot] * third.probabilities[nextSlot]));
    }
    expect(expected.size).toBe(9);

    await engine.setDraft(poorDraft);
    const seeds = 400;
    const counts = new Map<string, number>();
    let rejected = 0;
    for (let seed = 0; seed < seeds; seed++) {
      // One token is given, the first of the run is drawn plainly, and the next two come of one round. Only the pair behind `start` is counted.
      const events = await run({ given: start, announceFrom: 1, maxTokens: 4, sampling: { ...sampling, seed }, speculate: { tokens: 2 } });
      rejected += draftsIn(events).reduce((sum, { proposed, accepted }) => sum + proposed.length - accepted, 0);
      const pair = idsIn(events).slice(0, 2).join(' ');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(rejected).toBeGreaterThan(seeds / 4);
    expect([...counts.keys()].filter((pair) => !expected.has(pair))).toEqual([]);
    const chiSquare = [...expected].reduce((sum, [pair, chance]) => sum + ((counts.get(pair) ?? 0) - seeds * chance) ** 2 / (seeds * chance), 0);
    expect(chiSquare).toBeLessThan(26.1); // eight degrees of freedom: once in a thousand
  });
});
