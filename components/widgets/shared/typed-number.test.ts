import { expect, test } from 'vitest';
import { typedNumber } from './typed-number';

const people = { min: 1, max: 10_000_000_000, whole: true };

test.each([
  ['211', 211],
  [' 1,000,000 ', 1_000_000],
  ['10 000', 10_000],
  ['+7', 7],
])('%j is %d', (text, value) => expect(typedNumber(text, people)).toBe(value));

test.each([
  ['', 'There is no number here.'],
  ['   ', 'There is no number here.'],
  ['many', '“many” is not a number.'],
  ['1e9', '“1e9” is not a number.'],
  ['1.2.3', '“1.2.3” is not a number.'],
  ['-5', 'Less than nothing will not do.'],
  ['−5', 'Less than nothing will not do.'],
  ['0', 'The least it takes is 1.'],
  ['2.5', 'Only whole ones.'],
  ['99999999999', 'The most it takes is 10,000,000,000.'],
  ['9'.repeat(400), 'The most it takes is 10,000,000,000.'],
])('of %j it says %j', (text, sentence) => expect(typedNumber(text, people)).toBe(sentence));

test('a price may have cents', () => expect(typedNumber('.05', { min: 0.01, max: 100 })).toBe(0.05));
