import { describe, expect, it } from 'vitest';
import { answerFlops, trainingFlops } from './flops';
import { answersPerTraining, computeBill, dollarCrossover, flopCrossover, lifetimeFlops, paidCrossover, timeToCrossover, type RentedCompute } from './lifetime';
import { dollars, dollarsPerHour, dollarsPerMillionTokens, flops, teraflopsPerSecond, type Tokens } from './quantities';
import { isRefusal } from './refusal';
import { llama3With70Billion, pocket5m, reader } from './test-models';

const value = (answer: { readonly value: number } | { readonly message: string }): number => {
  if (!('value' in answer)) throw new Error(answer.message);
  return answer.value;
};

const h100: RentedCompute = { peak: teraflopsPerSecond(989), utilisation: 0.4, price: dollarsPerHour(3) };

describe('in FLOPs', () => {
  it('inference has caught up with training after three times the training tokens, at any size', () => {
    const crossover = value(flopCrossover(15e12, reader));
    expect(crossover).toBe(45e12);
    for (const parameters of [8e9, 70e9]) {
      const life = lifetimeFlops(parameters, 15e12, crossover, reader);
      if (isRefusal(life)) throw new Error(life.message);
      expect(life.training.value).toBe(6 * parameters * 15e12);
      expect(life.inference.value).toBe(life.training.value);
      expect(life.inferenceShare.value).toBe(0.5);
    }
  });

  it('a model nobody asked yet has spent all on training', () => {
    expect(lifetimeFlops(8e9, 15e12, 0, reader)).toMatchObject({ inference: { value: 0 }, inferenceShare: { value: 0 } });
  });

  it('answers per training are 3 · D over an answer’s tokens, less what attention adds', () => {
    const answers = answersPerTraining(trainingFlops(pocket5m.parameters, 1e9, reader), answerFlops(pocket5m, 20, 100));
    expect(value(answers)).toBeLessThan(3e9 / 119);
    expect(value(answers)).toBeGreaterThan((3e9 / 119) * 0.9);
    expect(answers).toMatchObject({ unit: 'count', provenance: { from: [{ kind: 'derived' }, { kind: 'derived' }] } });
    expect(isRefusal(answersPerTraining(trainingFlops(0, 1e9, reader), answerFlops(pocket5m, 20, 100)))).toBe(true);
    expect(isRefusal(answersPerTraining(trainingFlops(5e6, 1e9, reader), answerFlops(llama3With70Billion, 0, 100)))).toBe(true);
  });
});

describe('in dollars', () => {
  it('Llama-3.1-405B: 3.8 · 10²⁵ operations at 34.6 % of an H100’s peak are the 30.84 million hours of its model card', () => {
    const bill = computeBill(flops(6 * 405.9e9 * 15.6e12), { ...h100, utilisation: 0.346 }, reader);
    if (isRefusal(bill)) throw new Error(bill.message);
    expect(bill.deviceTime.value / 3600 / 30.84e6).toBeCloseTo(1, 2);
    expect(bill.cost.value).toBeCloseTo((bill.deviceTime.value / 3600) * 3, 0);
  });

  it('the crossover comes sooner as decode uses the hardware worse: at 2 % against 40 %, twenty times', () => {
    expect(value(dollarCrossover(15e12, h100, h100, reader))).toBe(45e12);
    expect(value(dollarCrossover(15e12, h100, { ...h100, utilisation: 0.02 }, reader))).toBeCloseTo(45e12 / 20, -3);
  });

  it('is where both bills are equal, on unlike devices too', () => {
    const serving: RentedCompute = { peak: teraflopsPerSecond(312), utilisation: 0.05, price: dollarsPerHour(1.3) };
    const crossover = value(dollarCrossover(15e12, h100, serving, reader));
    const [training, inference] = [computeBill(flops(6 * 8e9 * 15e12), h100, reader), computeBill(flops(2 * 8e9 * crossover), serving, reader)];
    if (isRefusal(training) || isRefusal(inference)) throw new Error('refused');
    expect(inference.cost.value / training.cost.value).toBeCloseTo(1, 12);
  });

  it('from two prices: five million dollars at fifty cents a million tokens are 10¹³ tokens', () => {
    expect(value(paidCrossover(dollars(5e6), dollarsPerMillionTokens(0.5), reader))).toBe(1e13);
  });

  it('takes a million users of ten messages of 500 tokens 2,000 days', () => {
    expect(value(timeToCrossover(1e13 as Tokens, { users: 1e6, messages: 10, tokens: 500 }, reader)) / 86_400).toBeCloseTo(2000, 9);
  });
});

describe('bad numbers', () => {
  it.each([[0, 1e12, 1e12], [1e17, 1e12, 1e12], [8e9, -1, 1e12], [8e9, Number.NaN, 1e12], [8e9, 1e12, -1], [8e9, 1e12, Number.NaN], [8e9, 1e12, 1e21]])('%d parameters, %d and %d tokens are refused', (parameters, training, inference) => {
    expect(lifetimeFlops(parameters, training, inference, reader)).toMatchObject({ code: 'invalid-number' });
  });

  it.each<Partial<RentedCompute>>([{ utilisation: 0 }, { utilisation: 40 }, { utilisation: Number.NaN }, { price: dollarsPerHour(0) }, { price: dollarsPerHour(-3) }, { peak: teraflopsPerSecond(0) }])('%o is refused', (wrong) => {
    expect(dollarCrossover(15e12, { ...h100, ...wrong }, h100, reader)).toMatchObject({ code: 'invalid-number', message: expect.stringMatching(/^training /) });
    expect(dollarCrossover(15e12, h100, { ...h100, ...wrong }, reader)).toMatchObject({ code: 'invalid-number', message: expect.stringMatching(/^inference /) });
    expect(isRefusal(computeBill(flops(1e20), { ...h100, ...wrong }, reader))).toBe(true);
  });

  it('a crossover of nothing is refused', () => {
    expect(isRefusal(flopCrossover(0, reader))).toBe(true);
    expect(isRefusal(dollarCrossover(-1, h100, h100, reader))).toBe(true);
    expect(isRefusal(computeBill(flops(0), h100, reader))).toBe(true);
    expect(isRefusal(paidCrossover(dollars(0), dollarsPerMillionTokens(1), reader))).toBe(true);
    expect(isRefusal(paidCrossover(dollars(5), dollarsPerMillionTokens(0), reader))).toBe(true);
    expect(isRefusal(timeToCrossover(1e13 as Tokens, { users: 0, messages: 10, tokens: 500 }, reader))).toBe(true);
    expect(isRefusal(timeToCrossover(Number.NaN as Tokens, { users: 1, messages: 10, tokens: 500 }, reader))).toBe(true);
  });
});
