import { describe, expect, it } from 'vitest';
import { isRefusal } from './refusal';
import { speculativeOperations, speculativeSpeedup, tokensPerStep, type Acceptance, type Speculation } from './speculative';
import { reader } from './test-models';

const rate = (alpha: number): Acceptance => ({ kind: 'rate', alpha });

function value(answer: ReturnType<typeof tokensPerStep> | ReturnType<typeof speculativeSpeedup>): number {
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer.value;
}

const speedup = (alpha: number, draftTokens: number, draftCost: number, verifyCost = 1): number =>
  value(speculativeSpeedup({ acceptance: rate(alpha), draftTokens, draftCost, verifyCost }, reader));

/** Leviathan et al. 2023, Table 4: γ, α, c and measured speed-up, as published.csv has its rows; the paper's own prediction of those that we could read. */
const table4 = [
  { id: 'V645', gamma: 7, alpha: 0.75, c: 0.02, measured: 3.4, predicted: 3.2 },
  { id: 'V647', gamma: 7, alpha: 0.8, c: 0.04, measured: 2.8 },
  { id: 'V649', gamma: 7, alpha: 0.82, c: 0.11, measured: 1.7, predicted: 2.5 },
  { id: 'V651', gamma: 7, alpha: 0.62, c: 0.02, measured: 2.6 },
  { id: 'V653', gamma: 5, alpha: 0.68, c: 0.04, measured: 2.4, predicted: 2.4 },
  { id: 'V655', gamma: 3, alpha: 0.71, c: 0.11, measured: 1.4 },
  { id: 'V657', gamma: 5, alpha: 0.65, c: 0.02, measured: 3.1 },
  { id: 'V659', gamma: 5, alpha: 0.73, c: 0.04, measured: 3.0 },
  { id: 'V661', gamma: 3, alpha: 0.74, c: 0.11, measured: 2.2 },
  { id: 'V663', gamma: 5, alpha: 0.53, c: 0.02, measured: 2.3 },
  { id: 'V665', gamma: 3, alpha: 0.55, c: 0.04, measured: 2.2 },
];

describe('Leviathan’s Table 4', () => {
  it.each(table4.filter(({ predicted }) => predicted))('$id: our prediction is the paper’s', ({ gamma, alpha, c, predicted }) => {
    expect(Math.abs(speedup(alpha, gamma, c) - predicted!)).toBeLessThan(0.1);
  });

  it('is measured at 0.68 to 1.29 times the prediction', () => {
    const ratios = table4.map(({ gamma, alpha, c, measured }) => measured / speedup(alpha, gamma, c));
    expect(Math.min(...ratios).toFixed(2)).toBe('0.68');
    expect(Math.max(...ratios).toFixed(2)).toBe('1.29');
  });
});

describe('tokens a step', () => {
  it('go from 1 where nothing is taken to all and one where everything is', () => {
    expect(value(tokensPerStep(rate(0), 5, reader))).toBe(1);
    expect(value(tokensPerStep(rate(1), 5, reader))).toBe(6);
    expect(value(tokensPerStep(rate(0.8), 0, reader))).toBe(1);
    expect(value(tokensPerStep(rate(0.5), 3, reader))).toBe(1.875);
  });

  it('can be a measured table, which flattens sooner than a rate', () => {
    const glm: Acceptance = { kind: 'table', tokensPerStep: [1.84, 2.5, 2.99, 3.33, 3.61, 3.78, 3.91, 4.06] };
    expect(value(tokensPerStep(glm, 8, reader))).toBe(4.06);
    expect(value(tokensPerStep(glm, 0, reader))).toBe(1);
    expect(value(tokensPerStep(rate(0.84), 1, reader))).toBeCloseTo(1.84, 12);
    expect(value(tokensPerStep(rate(0.84), 8, reader))).toBeGreaterThan(4.9);
  });

  it('of a table end with it', () => {
    expect(tokensPerStep({ kind: 'table', tokensPerStep: [1.79, 2.27] }, 3, reader)).toMatchObject({ code: 'not-modelled', message: expect.stringContaining('ends at drafts of 2') });
  });

  it.each<[Acceptance, number]>([
    [rate(-0.1), 3], [rate(1.1), 3], [rate(Number.NaN), 3], [rate(0.5), -1], [rate(0.5), 1.5], [rate(0.5), 1e6], [rate(0.5), Number.NaN],
    [{ kind: 'table', tokensPerStep: [2.1] }, 1], [{ kind: 'table', tokensPerStep: [0.9] }, 1], [{ kind: 'table', tokensPerStep: [Number.NaN] }, 1], [{ kind: 'table', tokensPerStep: [1.5] }, Number.NaN],
  ])('of %o with %d drafted are refused', (acceptance, draftTokens) => {
    expect(tokensPerStep(acceptance, draftTokens, reader)).toMatchObject({ kind: 'refusal', code: 'invalid-number' });
    expect(isRefusal(speculativeOperations(acceptance, draftTokens, 0.1, reader))).toBe(true);
  });
});

describe('what checking costs', () => {
  it('takes the gain away: where arithmetic binds, γ + 1 positions cost γ + 1 steps', () => {
    expect(speedup(0.8, 4, 0.05)).toBeGreaterThan(2.5);
    expect(speedup(0.8, 4, 0.05, 5)).toBeLessThan(0.7);
  });

  it('is, as a share of no draft, nothing', () => {
    expect(speedup(0.8, 0, 0.05)).toBe(1);
  });

  it.each([{ draftCost: -1 }, { draftCost: Number.NaN }, { verifyCost: 0 }, { verifyCost: Infinity }])('refuses %o', (wrong: Partial<Speculation>) => {
    expect(speculativeSpeedup({ acceptance: rate(0.8), draftTokens: 4, draftCost: 0.1, verifyCost: 1, ...wrong }, reader)).toMatchObject({ code: 'invalid-number' });
  });
});

describe('operations', () => {
  it('are (1 − α)(γĉ + γ + 1) / (1 − α^(γ+1)) times those of plain decoding', () => {
    expect(value(speculativeOperations(rate(0.8), 5, 0.05, reader))).toBeCloseTo((0.2 * (5 * 0.05 + 6)) / (1 - 0.8 ** 6), 12);
    expect(value(speculativeOperations(rate(1), 5, 0, reader))).toBe(1);
    expect(value(speculativeOperations(rate(0), 5, 0, reader))).toBe(6);
  });
});
