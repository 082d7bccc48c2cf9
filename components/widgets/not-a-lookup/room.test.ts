import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { continuations, continuationsPerByte, exactContinuations, firstWithoutRoom, modelBytes, mostTokens, powerText, vocab } from './room';

const model = new URL('../../../public/models/pocket-5m/', import.meta.url);

test('vocabulary and bytes are those of the model’s files', () => {
  expect(vocab).toBe(JSON.parse(readFileSync(new URL('config.json', model), 'utf8')).vocab_size);
  expect(modelBytes.value).toBe(statSync(new URL('model.safetensors', model)).size);
});

test('there is room for every text of two tokens, and for none of three: as lesson 2 says', () => {
  expect(firstWithoutRoom).toBe(3);
  expect(continuationsPerByte(2).value).toBeLessThan(1);
  expect(continuationsPerByte(3).value).toBeGreaterThan(1);
});

test('the number that is written out is the one that is measured', () => {
  expect(Number(exactContinuations(mostTokens))).toBe(continuations(mostTokens).value);
  expect(exactContinuations(2)).toBe(4_194_304n);
  expect(continuationsPerByte(mostTokens).value * modelBytes.value).toBeCloseTo(continuations(mostTokens).value, -55);
});

test.each([
  [2048 ** 20, '1.7 × 10⁶⁶'],
  [2048 ** 20 / 9_908_568, '1.7 × 10⁵⁹'],
  [866.936, '867'],
  [0.42330, '0.423'],
  [0.00020669, '2.1 × 10⁻⁴'],
  [1_775_458.6, '1.8 × 10⁶'],
])('%d is set as %s', (value, text) => expect(powerText(value)).toBe(text));
