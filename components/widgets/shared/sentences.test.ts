import { expect, test } from 'vitest';
import { wholeSentences } from './sentences';

test('nothing is said of a sentence that is not over', () => {
  expect(wholeSentences('She loved to', 0)).toEqual({ sentences: '', end: 0 });
  expect(wholeSentences('She said, "Hi.', 0)).toEqual({ sentences: '', end: 0 });
});

test('whole sentences are said once', () => {
  const text = 'She ran. "Stop!" said Tom. He';
  const first = wholeSentences(text, 0);
  expect(first.sentences).toBe('She ran. "Stop!" said Tom.');
  expect(wholeSentences(text, first.end).sentences).toBe('');
  expect(wholeSentences(`${text} fell.\n`, first.end).sentences).toBe('He fell.');
});
