import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '@/lib/engine';
import type { Hash } from '@/lib/engine/generation/fingerprint';
import { optionsInNode } from '@/lib/engine/generation/test-options';
import { parseFrozenWeights } from './recording';
import { promptsOf, requestOf, startTold } from './trial';

const hash: Hash = async (bytes) => createHash('sha256').update(bytes).digest('hex');
const text = readFileSync('public/recordings/frozen-weights.json', 'utf8');
const engines: Engine[] = [];
afterAll(() => engines.forEach((engine) => engine.destroy()));

async function load(model: string): Promise<Engine> {
  const engine = await createEngine(await optionsInNode(model));
  engines.push(engine);
  return engine;
}

describe('the recording of the trial', () => {
  const { told, step, nextStep, before, answers, after, next } = parseFrozenWeights(text, 'frozen-weights');
  const nameOf = (of: number) => (of === 2400 ? 'pocket-1m-scratch' : `pocket-1m-scratch-step-${String(of).padStart(6, '0')}`);

  it('is of the prompts that Run gives, and shows what the lesson says of it', () => {
    expect(told).toBe(startTold);
    expect(answers.map(({ prompt }) => prompt)).toEqual(promptsOf(startTold));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(answers.length);
    expect(after).toEqual(before);
    expect(next.sha256).not.toBe(before.sha256);
    // What it was told has not stayed: the name is not what comes after “My name is”.
    expect(answers.at(-1)!.text).not.toMatch(/Ada|Biscuit/);
  });

  it('is of the shipped weights, and of what they write (else: npm run recordings -- frozen-weights)', async () => {
    const engine = await load(nameOf(step));
    expect(await engine.fingerprint(hash)).toEqual(before);
    for (const place of [0, 7, answers.length - 1]) {
      let written = '';
      for await (const event of engine.generate(requestOf(answers[place].prompt, place))) if (event.type === 'token') written += event.text;
      expect(written).toBe(answers[place].text);
    }
    expect((await (await load(nameOf(nextStep))).fingerprint(hash)).sha256).toBe(next.sha256);
  });

  it.each(['[]', '{"version":1,"date":"x","device":"y"}', JSON.stringify({ ...(JSON.parse(text) as object), after: { sha256: 'no' } }), JSON.stringify({ ...(JSON.parse(text) as object), answers: [{ prompt: 1 }] })])('is refused where it is damaged (%#)', (damaged) => {
    expect(() => parseFrozenWeights(damaged, 'x')).toThrow('The recording x cannot be read');
  });
});
