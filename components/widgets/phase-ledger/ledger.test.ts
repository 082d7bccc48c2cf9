import { describe, expect, it } from 'vitest';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import pocket5m from '@/content/training/pocket-5m.json';
import { answerLengths, entryOf, ledgerModels } from './ledger';
import { ownTraining } from './own-training';

const models = ledgerModels(ownTraining([parseCurve(pocket5m)]));
const modelOf = (name: string) => models.find((model) => model.name === name)!;

describe('the ledger', () => {
  it('has the course’s model first, and published ones after it, each once', () => {
    expect(models[0].name).toBe('pocket-5m');
    expect(models.length).toBeGreaterThan(8);
    expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
  });

  it('counts 6 operations a weight and token of training, and 2 of an answer', () => {
    const { training, answer, answers, model } = entryOf(modelOf('Llama-2-7B'), 500);
    expect(training.value).toBe(6 * 7e9 * 2e12);
    expect(answer.value).toBe(2 * 7e9 * 500);
    expect(answers.value).toBeCloseTo((3 * model.tokens) / 500, 0);
    expect([training.provenance.kind, answer.provenance.kind, answers.provenance.kind]).toEqual(['derived', 'derived', 'derived']);
  });

  it('bears out what the lesson says under the figure', () => {
    const all = ledgerModels(ownTraining([parseCurve(pocket5m), parseCurve(scratch)]));
    for (const model of all) expect(entryOf(model, 200).answers.value, model.name).toBeGreaterThan(1e5);
  });

  it('of a mixture of experts takes the weights that a token meets', () => {
    expect(modelOf('DeepSeek-V3').parameters).toBe(37e9);
  });

  it('is within a tenth of what makers publish themselves', () => {
    expect(entryOf(modelOf('GPT-3-175B'), 100).training.value / 3.14e23).toBeCloseTo(1, 1);
    expect(entryOf(modelOf('Llama-3.1-405B'), 100).training.value / 3.8e25).toBeCloseTo(1, 1);
  });

  it.each(answerLengths)('stands for every model at %i tokens', (tokens) => {
    for (const model of models) expect(entryOf(model, tokens).answers.value).toBeGreaterThan(1);
  });
});
