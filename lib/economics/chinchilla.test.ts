import { describe, expect, it } from 'vitest';
import { chinchillaFit, computeOptimalTokens, lifetimeOptimum, tokensForLoss, trainingLoss, type LossFit } from './chinchilla';
import { lifetimeFlops } from './lifetime';
import { isRefusal } from './refusal';
import { reader } from './test-models';

const value = (answer: { readonly value: number } | { readonly message: string }): number => {
  if (!('value' in answer)) throw new Error(answer.message);
  return answer.value;
};

/** Operations of a whole life. */
function total(parameters: number, trainingTokens: number, inferenceTokens: number): number {
  const life = lifetimeFlops(parameters, Math.round(trainingTokens), inferenceTokens, reader);
  if (isRefusal(life)) throw new Error(life.message);
  return life.training.value + life.inference.value;
}

/** A 7B model in place of a compute-optimal 13B of the same loss, to be asked 2 · 10¹² tokens (Sardana et al. 2024, figure 1). */
function saving(fit: LossFit): { readonly flops: number; readonly share: number } {
  const [large, small, asked] = [13e9, 7e9, 2e12];
  const tokens = value(computeOptimalTokens(large, reader, fit));
  const loss = value(trainingLoss(large, tokens, reader, fit));
  const before = total(large, tokens, asked);
  const after = total(small, value(tokensForLoss(small, loss, reader, fit)), asked);
  return { flops: before - after, share: (before - after) / before };
}

describe('a smaller model, trained longer', () => {
  it('saves the 1.7 · 10²² operations, 17 %, of the paper', () => {
    const { flops, share } = saving(chinchillaFit);
    expect(flops / 1.69e22).toBeCloseTo(1, 2);
    expect((share * 100).toFixed(1)).toBe('17.4');
  });

  it('depends on the third place of the exponents: rounded ones say 9 %, a later fit to the same data 28 %', () => {
    expect(Math.round(saving({ ...chinchillaFit, alpha: 0.34, beta: 0.28 }).share * 100)).toBe(9);
    // Besiroglu et al. 2024 (arXiv 2404.10102).
    expect(Math.round(saving({ E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 }).share * 100)).toBe(28);
  });
});

describe('the compute-optimal model', () => {
  it('has the lowest loss of all that its compute could buy', () => {
    const tokens = value(computeOptimalTokens(13e9, reader));
    const at = (scale: number): number => value(trainingLoss(13e9 * scale, tokens / scale, reader));
    expect(at(1)).toBeLessThan(at(1.05));
    expect(at(1)).toBeLessThan(at(0.95));
  });

  it('is what is best for a life without questions', () => {
    const loss = value(trainingLoss(13e9, value(computeOptimalTokens(13e9, reader)), reader));
    const best = lifetimeOptimum(loss, 0, reader);
    if (isRefusal(best)) throw new Error(best.message);
    expect(best.parameters.value / 13e9).toBeCloseTo(1, 3);
    expect(best.trainingTokens.value / value(computeOptimalTokens(13e9, reader))).toBeCloseTo(1, 3);
  });
});

describe('the best model for a life', () => {
  const loss = value(trainingLoss(13e9, value(computeOptimalTokens(13e9, reader)), reader));
  const best = (asked: number) => {
    const answer = lifetimeOptimum(loss, asked, reader);
    if (isRefusal(answer)) throw new Error(answer.message);
    return answer;
  };

  it('is smaller and longer trained the more it is asked', () => {
    const [few, many, most] = [1e11, 2e12, 1e15].map(best);
    expect(few.parameters.value).toBeGreaterThan(many.parameters.value);
    expect(many.parameters.value).toBeGreaterThan(most.parameters.value);
    expect(most.trainingTokens.value).toBeGreaterThan(many.trainingTokens.value);
  });

  it('beats its neighbours, and reaches the loss', () => {
    const { parameters, trainingTokens, flops } = best(2e12);
    expect(value(trainingLoss(parameters.value, trainingTokens.value, reader))).toBeCloseTo(loss, 10);
    for (const scale of [0.97, 1.03]) {
      const size = Math.round(parameters.value * scale);
      expect(total(size, value(tokensForLoss(size, loss, reader)), 2e12)).toBeGreaterThan(flops.value);
    }
  });
});

describe('what cannot be', () => {
  it('a loss below what endless text gives is refused with that figure', () => {
    expect(tokensForLoss(1e6, 2, reader)).toMatchObject({ code: 'not-modelled', message: expect.stringContaining('1,000,000 parameters'), remedy: expect.stringContaining('larger') });
    expect(lifetimeOptimum(1.69, 1e12, reader)).toMatchObject({ code: 'not-modelled' });
    expect(lifetimeOptimum(1.2, 1e12, reader)).toMatchObject({ code: 'not-modelled' });
  });

  it('so is what a strange fit blows up, or shrinks to nothing', () => {
    expect(computeOptimalTokens(1e16, reader, { ...chinchillaFit, beta: 0.01 })).toMatchObject({ code: 'not-modelled' });
    expect(lifetimeOptimum(99, 1e12, reader, { ...chinchillaFit, A: 1e-3 })).toMatchObject({ code: 'not-modelled' });
    expect(lifetimeOptimum(2, 1e12, reader, { ...chinchillaFit, alpha: 1e-6 })).toMatchObject({ code: 'not-modelled' });
  });

  it.each([0, -1, Number.NaN, 1e17])('%d parameters are refused', (parameters) => {
    for (const answer of [trainingLoss(parameters, 1e12, reader), computeOptimalTokens(parameters, reader), tokensForLoss(parameters, 2, reader)]) {
      expect(answer).toMatchObject({ code: 'invalid-number' });
    }
  });

  it('so are losses, tokens and fits that are none', () => {
    for (const answer of [
      trainingLoss(1e9, 0, reader), trainingLoss(1e9, Number.NaN, reader), tokensForLoss(1e9, Number.NaN, reader), tokensForLoss(1e9, -1, reader), lifetimeOptimum(0, 1e12, reader),
      lifetimeOptimum(2, -1, reader), lifetimeOptimum(2, Number.NaN, reader), trainingLoss(1e9, 1e9, reader, { ...chinchillaFit, beta: 0 }), lifetimeOptimum(2, 1, reader, { ...chinchillaFit, A: Number.NaN }),
    ]) {
      expect(answer).toMatchObject({ code: 'invalid-number' });
    }
  });
});
