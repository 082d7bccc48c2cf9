import { describe, expect, it } from 'vitest';
import { highestPrice, linkOf, lowestPrice, priceAt, settingsOfLink, shapeNames, shapeOf, startSettings, stepOf, steps } from './settings';

describe('the price of an hour', () => {
  it('runs over the whole slider', () => {
    expect([priceAt(steps.min), priceAt(steps.max)]).toEqual([lowestPrice, highestPrice]);
    expect([stepOf(lowestPrice), stepOf(highestPrice)]).toEqual([steps.min, steps.max]);
  });

  it('comes back from its place on it, but for the rounding', () => {
    for (const price of [0.05, 0.8, 1.2, 5]) expect(Math.abs(priceAt(stepOf(price)) / price - 1)).toBeLessThan(0.03);
  });
});

describe('settings', () => {
  it('come back from a link', () => {
    const settings = { shape: 'Llama-3.1-8B', price: 2.95 } as const;
    expect(settingsOfLink(linkOf(settings))).toEqual(settings);
  });

  it('are as at the start where a link says nonsense', () => {
    expect(settingsOfLink({ settings: { shape: 'GPT-5', price: -1 } })).toEqual(startSettings);
    expect(settingsOfLink({})).toEqual(startSettings);
  });

  it('name models that we have the shapes of', () => {
    for (const name of shapeNames) expect(shapeOf(name).name).toBe(name);
  });
});
