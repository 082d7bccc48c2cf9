import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import frozen from '../public/recordings/frozen-weights.json';
import own from '../public/recordings/train-live.json';
import replay from '../public/recordings/training-replay.json';
import { facts } from './facts';
import recorded from './facts/two-phases.json';
import { ownModels } from './own-models';
import { trainingFacts } from './training-facts';

const value = (id: keyof typeof facts) => facts[id].measure.value;
const textAt = (step: number) => replay.samples.find((sample) => sample.step === step)!.pieces.join('');

describe('facts of lesson 1 recorded from the checkpoints', () => {
  // When the checkpoints are replaced, run `node scripts/two-phases-facts.mjs` and `npm run recordings`, then read the lesson again.
  it('come from the weights that are shipped', () => {
    for (const { model, sha256 } of recorded.stations) expect(sha256, model).toBe(JSON.parse(readFileSync(`public/models/${model}/manifest.json`, 'utf8'))['model.safetensors'].sha256);
  });

  it('bear out what is said of the share of “ girl”', () => {
    expect([recorded.prompt, recorded.token]).toEqual(['Once upon a time, there was a little', ' girl']);
    const shares = [0, 30, 60, 160, 500, 2400].map((step) => value(`girl-share-${step}` as keyof typeof facts));
    expect(1 / shares[0]).toBeGreaterThan(1_500);
    expect(1 / shares[0]).toBeLessThan(2_700);
    expect(shares[2]).toBeGreaterThan(1 / 3);
    expect(Math.max(...shares)).toBe(shares[3]);
    expect(shares[3]).toBeCloseTo(2 / 3, 1);
    expect(shares[4]).toBeLessThan(shares[3]);
    expect(shares[5]).toBeLessThan(shares[4]);
  });

  it('bear out what is said of the texts', () => {
    for (const word of [' dog', ' quickly']) expect(textAt(0)).toContain(word);
    expect(textAt(0)).not.toMatch(/[A-Z][a-z]+( [a-z]+){3,}\./);
    expect(textAt(30)).not.toMatch(/(^|[.!?"\n] ?)[A-Z][a-z]*( [a-z]+){3,}[.!?]/);
    expect(textAt(60)).toContain(' He looked at a big house.');
    expect(textAt(2400).match(/Tom/g)!.length).toBeGreaterThan(2);
    expect(textAt(2400)).not.toMatch(/\b(Tim|Timmy|Sue|Lily)\b/);
    expect(textAt(2400).split(/[.?!]/).length).toBeGreaterThan(4);
  });

  it('bear out what is said of the weights', () => {
    expect(value('frozen-tensors')).toBe(frozen.before.tensors.length);
    expect(value('frozen-bytes')).toBe(frozen.before.bytes);
    expect(value('frozen-bytes')).toBe(2 * ownModels.find(({ name }) => name === 'pocket-1m-scratch')!.parameters);
    const others = new Map(frozen.next.tensors.map(({ name, sha256 }) => [name, sha256]));
    expect(frozen.before.tensors.filter(({ name, sha256 }) => others.get(name) === sha256)).toEqual([]);
    expect(frozen.after.sha256).toBe(frozen.before.sha256);
  });
});

describe('facts of lesson 1 from the run that trains on names', () => {
  // When it is recorded anew, read the lesson again.
  it('are what the words beside them say', () => {
    const names = readFileSync('public/training/names.txt', 'utf8').split('\n').filter((line) => line !== '');
    expect(value('own-names')).toBe(names.length);
    expect(own.heldoutCharacters / (own.trainCharacters + own.heldoutCharacters)).toBeCloseTo(0.1, 1);
    expect(own.options.steps).toBe(1_500);
    expect(value('own-loss-50')).toBeLessThan(0.7 * value('own-loss-0'));
    expect(value('own-loss-end')).toBeLessThan(0.5 * value('own-loss-0'));
    expect(value('own-seconds')).toBeGreaterThan(40);
    expect(value('own-seconds')).toBeLessThan(80);
  });

  it('bear out what is said of its names, and of its fingerprints', () => {
    const textsAt = (step: number) => own.samples.find((sample) => sample.step === step)!.texts;
    for (const name of ['Danter', 'Tasdulrda']) expect(textsAt(50)).toContain(name);
    for (const name of ['Elisabert', 'Vilia']) expect(textsAt(1_500)).toContain(name);
    expect(own.answers).toHaveLength(20);
    expect(own.after.sha256).toBe(own.before.sha256);
    expect(own.next.sha256).not.toBe(own.before.sha256);
  });
});

describe('facts of lesson 1 from the training log', () => {
  it('are what the words beside them say', () => {
    expect(value('replay-steps')).toBe(2_400);
    expect(value('replay-tokens') / 1e6).toBeCloseTo(9.5, 1);
    expect(value('replay-guesses') / 1_000).toBeCloseTo(4, 0);
    expect(value('replay-minutes') / 60).toBeCloseTo(8, 0);
    expect(value('step-60-seconds')).toBeCloseTo(12, 0);
    expect(value('step-60-tokens') / 1e4).toBeCloseTo(24, 0);
    expect(value('choices-end')).toBeCloseTo(8, 0);
    expect(Math.abs(value('choices-start') - value('vocabulary')) / value('vocabulary')).toBeLessThan(0.05);
    expect(value('step-60-seconds') / value('replay-minutes')).toBeLessThan(0.1);
  });

  it('add up', () => {
    expect(value('replay-training-flops') / 1e12).toBeCloseTo(60, 0);
    expect(value('replay-answer-flops') / 1e6).toBeCloseTo(420, -1);
    expect(Math.round(value('replay-answers') / 1e3)).toBe(143);
    expect(value('llama-405b-answers') / 1e9).toBeCloseTo(234, 0);
    expect(Math.round(value('llama-405b-years') / 100)).toBe(35);
    expect(value('llama-405b-training-flops') / value('gpt-3-training-flops')).toBeGreaterThan(100);
  });

  it('are those of the table of training runs, where they are published', () => {
    const fact = (model: string) => trainingFacts.find((row) => row.model === model)!;
    expect(value('gpt-3-training-flops')).toBe(fact('GPT-3-175B').flops);
    expect(value('llama-405b-training-flops')).toBe(fact('Llama-3.1-405B').flops);
    expect(value('llama-405b-hours')).toBe(fact('Llama-3.1-405B').deviceHours);
    expect(value('llama-405b-answers')).toBe((3 * fact('Llama-3.1-405B').tokens) / 200);
    expect(value('bloom-energy')).toBe(fact('BLOOM-176B').kilowattHours);
    expect(value('deepseek-dollars')).toBe(fact('DeepSeek-V3').dollars);
  });
});
