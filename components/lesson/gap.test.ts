import { describe, expect, it } from 'vitest';
import type { Measure } from '@/lib/measure/measure';
import { choiceText, gapText } from './gap';

const tokens: Measure = { name: 'tokens', value: 9, unit: 'tokens', provenance: { kind: 'counted', what: 'tokens of the sentence' } };

describe('gapText', () => {
  it.each([
    ['6', 'You guessed 6; it is 9 tokens: 3 too few.'],
    ['12', 'You guessed 12; it is 9 tokens: 3 too many.'],
    ['9', 'You guessed 9, and so it is.'],
    ['', 'The result: 9 tokens.'],
    ['nine', 'The result: 9 tokens.'],
  ])('says of %j: %s', (guess, text) => {
    expect(gapText(guess, tokens)).toBe(text);
  });
});

describe('gapText of money', () => {
  const bill: Measure = { name: 'bill', value: 19_892.4, unit: 'USD', provenance: { kind: 'assumed', by: 'page' } };
  it.each([
    ['500', 'You guessed $500.00; it is $19,892: $19,392 too little.'],
    ['2000000', 'You guessed $2.00 million; it is $19,892: $1.98 million too much.'],
    ['19892', 'You guessed $19,892, and so it is.'],
  ])('says of %j: %s', (guess, text) => {
    expect(gapText(guess, bill)).toBe(text);
  });
});

describe('choiceText', () => {
  it.each([
    ['there', 'You guessed there; it is a comma.'],
    ['a comma', 'You guessed a comma, and so it is.'],
    ['', 'The result: a comma.'],
  ])('says of %j: %s', (guess, text) => {
    expect(choiceText(guess, 'a comma')).toBe(text);
  });
});
