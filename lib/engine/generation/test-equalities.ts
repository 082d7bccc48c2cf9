import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type BatchSequence, type Engine, type EngineOptions, type GenerateRequest } from '../index';
import { precisions } from './precision';
import { greedy } from './sample';
import type { TokenEvent } from './story';
import { eventsOf, sequenceIn, tokensIn } from './test-events';

const length = 32;

/** Two best logits nearer than this may change places: the plain run's choice is taken, and the step listed. */
const nearTie = 0.01;

/** A way of running a request that must give what the plain run gave. */
type Way = (request: GenerateRequest) => Promise<TokenEvent[]>;

/**
 * Every way of running a model gives the same text and logits as the plain run, one token after another, in each precision.
 * Source of the bounds: design.md section 9.
 */
export function equalityTests(options: () => Promise<EngineOptions>): void {
  describe.for(precisions)('in %s', (precision) => {
    const request: GenerateRequest = { prompt: 'The robot looked', sampling: greedy, maxTokens: length, keepLogits: true };
    let engine: Engine;
    let plain: TokenEvent[];

    beforeAll(async () => {
      engine = await createEngine({ ...(await options()), precision });
      plain = tokensIn(await eventsOf(engine.generate(request)));
      expect(plain).toHaveLength(length);
    }, 120_000);
    afterAll(() => engine.destroy());

    test('all read at once = token by token', async () => {
      const ids = plain.map(({ id }) => id);
      await eventsOf(engine.generate({ ...request, prompt: 'Another text that takes the place of the first', maxTokens: 1 }));
      const events = await eventsOf(engine.generate({ ...request, given: ids }));
      // Logits from the prompt's last token on are wanted, so all given tokens are computed again, in chunks.
      const prefill = events.find((event) => event.type === 'prefill-start');
      expect(prefill!.computedTokens).toBeGreaterThan(ids.length);
      const read = tokensIn(events);
      expect(read.map(({ id }) => id)).toEqual(ids);
      read.forEach(({ logits }, index) => expectSameLogits(logits!, plain[index].logits!));
    });

    test('a reused prefix = from scratch', async () => {
      const given = plain.slice(0, 9).map(({ id }) => id);
      // Other tokens take the place of those behind the prompt, and are themselves replaced.
      await eventsOf(engine.generate({ ...request, given: [...given, 400, 401], maxTokens: 12, keepLogits: false }));
      await expectSame(async (changed) => {
        const events = await eventsOf(engine.generate(changed));
        expect(events.find((event) => event.type === 'prefill-start')).toMatchObject({ computedTokens: 1 });
        return tokensIn(events);
      }, request, plain);
    });

    test('cache off = cache on', async () => {
      await expectSame(async (changed) => tokensIn(await eventsOf(engine.generate({ ...changed, cache: false }))), request, plain);
    });

    test('speculative greedy = plain greedy', async () => {
      // A draft that is sometimes wrong.
      await engine.setDraft({ plan: { precision: precision === 'q2' ? 'q4' : 'q2', block: 'row', rounding: 'nearest' } });
      let [proposed, accepted] = [0, 0];
      await expectSame(async (changed) => {
        const events = await eventsOf(engine.generate({ ...changed, speculate: { tokens: 4 } }));
        for (const event of events) {
          if (event.type !== 'draft') continue;
          proposed += event.proposed.length;
          accepted += event.accepted;
        }
        expect(tokensIn(events).filter(({ source }) => source === 'drafted')).not.toHaveLength(0);
        return tokensIn(events);
      }, request, plain);
      await engine.setDraft(null);
      console.info(`${engine.facts.backend}, ${precision}: ${accepted} of ${proposed} proposed tokens accepted`);
      expect(accepted).toBeGreaterThan(0);
      expect(accepted).toBeLessThan(proposed);
    });

    test('a batch of mixed lengths = singles', async () => {
      const others: readonly BatchSequence[] = [
        { request: { prompt: 'Lily wanted a new toy, but her mom said that they had no money, so she went to the garden and', sampling: greedy, maxTokens: 12, keepLogits: true } },
        { request: { prompt: '', sampling: { temperature: 0.8, topK: 40, topP: 0.95, seed: 5 }, maxTokens: 6, keepLogits: true }, arriveAtStep: 6 },
        { request: { prompt: 'Tom', sampling: greedy, maxTokens: 9, keepLogits: true }, arriveAtStep: 9 },
      ];
      const singles: TokenEvent[][] = [];
      for (const { request: single } of others) singles.push(tokensIn(await eventsOf(engine.generate(single))));
      const otherTexts: TokenEvent[][] = [];
      await expectSame(async (changed) => {
        // Three slots for four sequences: the last takes over the place of one that has ended.
        const events = await eventsOf(engine.batch({ slots: 3, sequences: [{ request: changed }, ...others] }).events);
        expect(events.filter((event) => event.type === 'step-end' && event.sequences.length === 3)).not.toHaveLength(0);
        if (otherTexts.length === 0) others.forEach((_, number) => otherTexts.push(tokensIn(sequenceIn(events, number + 1))));
        return tokensIn(sequenceIn(events, 0));
      }, request, plain);
      singles.forEach((single, number) => {
        const text = otherTexts[number];
        expect(text.map(({ id }) => id)).toEqual(single.map(({ id }) => id));
        text.forEach(({ logits }, index) => expectSameLogits(logits!, single[index].logits!));
      });
    });
  });
}

/** Runs a request in some way; where it parts from the plain run at a near-tie, the plain run's choice is taken and it goes on from there. */
async function expectSame(way: Way, request: GenerateRequest, plain: readonly TokenEvent[]): Promise<void> {
  let reached = 0;
  while (reached < plain.length) {
    const given = plain.slice(0, reached).map(({ id }) => id);
    const tokens = await way({ ...request, given, announceFrom: reached });
    const from = reached;
    for (const { id, logits } of tokens) {
      expectSameLogits(logits!, plain[reached].logits!);
      const expected = plain[reached].id;
      reached++;
      if (id === expected) continue;
      const margin = marginOf(plain[reached - 1].logits!);
      expect(margin, `token ${reached - 1} is ${id} where ${expected} was expected; the two best logits differ by ${margin}`).toBeLessThan(nearTie);
      console.info(`near-tie where the plain run's choice was taken: step ${reached - 1}, margin ${margin}`);
      break;
    }
    expect(reached, 'tokens written').toBeGreaterThan(from);
  }
}

function marginOf(logits: Float32Array): number {
  const [best, second] = [...logits].sort((a, b) => b - a);
  return best - second;
}

/** Normalised squared error. */
function expectSameLogits(actual: Float32Array, expected: Float32Array): void {
  let difference = 0;
  let size = 0;
  expected.forEach((value, id) => {
    difference += (actual[id] - value) ** 2;
    size += value ** 2;
  });
  expect(difference / size).toBeLessThan(1e-6);
}
