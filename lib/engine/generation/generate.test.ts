import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine, type GenerateRequest, type GenerationEvent } from '../index';
import { greedy } from './sample';
import { eventsOf, idsIn, reasonIn } from './test-events';
import { optionsInNode } from './test-options';

const stories = [
  'Once upon a time there was a little dog who lived in a red house',
  'The robot looked at the moon and said that it was very far away',
  'Lily wanted a new toy, but her mom said that she had to wait',
  'One day, Tom and Mia found a big red box under the old tree',
];

function prefillIn(events: readonly GenerationEvent[]) {
  for (const event of events) if (event.type === 'prefill-start') return event;
  throw new Error('there was no prefill');
}

describe('what a runner keeps', () => {
  let engine: Engine;
  const run = (changes: Partial<GenerateRequest>, signal?: AbortSignal) => eventsOf(engine.generate({ prompt: '', sampling: greedy, maxTokens: 4, ...changes }, signal));

  beforeAll(async () => {
    engine = await createEngine(await optionsInNode());
  }, 60_000);
  afterAll(() => engine.destroy());

  test('four texts stay, each in its own place: told again, they are read but for their last token', async () => {
    const first: number[][] = [];
    for (const prompt of stories) {
      const events = await run({ prompt });
      expect(prefillIn(events).reusedTokens).toBeLessThanOrEqual(1); // at most the begin token
      first.push(idsIn(events));
    }
    for (const [number, prompt] of [...stories.entries()].reverse()) {
      const events = await run({ prompt });
      expect(prefillIn(events)).toMatchObject({ computedTokens: 1, invalidatedTokens: 0 });
      expect(idsIn(events)).toEqual(first[number]);
    }
  });

  test('a fifth takes the place of the one used longest ago', async () => {
    for (const prompt of stories) await run({ prompt });
    await run({ prompt: 'Big dogs run fast and they like to play in the sun' });
    expect(prefillIn(await run({ prompt: stories[1] })).computedTokens).toBe(1);
    expect(prefillIn(await run({ prompt: stories[0] })).computedTokens).toBeGreaterThan(5);
  });

  test('a changed word: what is before it is reused, what is behind it is told as invalid, block by block', async () => {
    const prompt = `${stories[0]}. ${stories[1]}. ${stories[2]}.`;
    await run({ prompt });
    const edited = prompt.replace('moon', 'sun');
    const tokens = engine.tokenize(edited).length + 1;
    const prefill = prefillIn(await run({ prompt: edited }));
    expect(prefill.reusedTokens).toBeGreaterThan(16);
    expect(prefill.reusedTokens).toBeLessThan(tokens - 16);
    expect(prefill.reusedTokens + prefill.computedTokens).toBe(tokens);
    const sum = (of: 'tokens' | 'reusedTokens' | 'invalidatedTokens') => prefill.blocks!.reduce((total, block) => total + block[of], 0);
    expect([sum('tokens'), sum('reusedTokens'), sum('invalidatedTokens')]).toEqual([tokens, prefill.reusedTokens, prefill.invalidatedTokens]);
    expect(prefill.invalidatedTokens).toBeGreaterThan(16);
  });

  test('with the cache off nothing is reused, however often, and nothing of it stays', async () => {
    const prompt = 'A story that nobody has told before';
    for (let time = 0; time < 2; time++) {
      const events = await run({ prompt, cache: false });
      const { reusedTokens, computedTokens } = prefillIn(events);
      expect([reusedTokens, computedTokens]).toEqual([0, engine.tokenize(prompt).length + 1]);
      expect(idsIn(events)).toHaveLength(4);
    }
    expect(prefillIn(await run({ prompt })).reusedTokens).toBeLessThanOrEqual(1);
  });

  test.for([
    ['with its cache', {}],
    ['cache off', { cache: false }],
    ['probed', { probes: { lens: 1 } }],
    ['from logits read back', { candidates: 2 }],
  ] as const)('an abort at any event ends a run as aborted, and the next is as ever: %s', async ([, changes]) => {
    const prompt = 'The big red ball';
    const whole = await run({ prompt, maxTokens: 5, ...changes });
    const expected = idsIn(whole);
    for (let stopAt = 0; stopAt < whole.length - 2; stopAt++) {
      const abort = new AbortController();
      const events: GenerationEvent[] = [];
      for await (const event of engine.generate({ prompt, sampling: greedy, maxTokens: 5, ...changes }, abort.signal)) {
        events.push(event);
        if (events.length === stopAt + 1) abort.abort();
      }
      expect(reasonIn(events), `stopped at event ${stopAt}`).toBe('aborted');
      expect(events.length).toBeLessThan(whole.length);
      expect(expected.slice(0, idsIn(events).length)).toEqual(idsIn(events));
    }
    expect(idsIn(await run({ prompt, maxTokens: 5, ...changes }))).toEqual(expected);
  });

  test('a probed run tells what it saw before the token that came of it, and writes the same', async () => {
    const prompt = 'The big red ball';
    const plain = idsIn(await run({ prompt }));
    for (const cache of [true, false]) {
      const events = await run({ prompt, cache, probes: { attention: [{ layer: 1, head: 2 }], lens: 2 } });
      expect(idsIn(events)).toEqual(plain);
      const tokens = engine.tokenize(prompt).length + 1;
      const told = events.flatMap((event) => (event.type === 'probe' || event.type === 'token' ? [`${event.type} ${event.index}`] : []));
      expect(told).toEqual([0, 1, 2, 3].flatMap((index) => [`probe ${index}`, `token ${index}`]));
      const seen = events.filter((event) => event.type === 'probe').map((event) => [event.firstPosition, event.tokens]);
      expect(seen).toEqual([0, 1, 2, 3].map((index) => (cache && index > 0 ? [tokens + index - 1, 1] : [0, tokens + index])));
    }
  });
});
