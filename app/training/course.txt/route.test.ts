import { expect, test } from 'vitest';
import { checkText } from '@/lib/training/text';
import { GET } from './route';

test('is the lessons’ prose, long enough to train on, without a mark of how it is set', async () => {
  const text = await GET().text();
  expect(text.length).toBeGreaterThan(30_000);
  expect(text.match(/<[A-Za-z/]|className|\{|\}|^#|^import|https?:/gm) ?? []).toEqual([]);
  expect(text).toContain('Now the numbers make one trip through the model, a forward pass.');
  expect(text).toContain('Each is exchanged for a row of 256 other numbers, its embedding.');
  // Tasks and questions are for the reader, not for a model.
  expect(text).not.toContain('Find a word of your own');
  expect(checkText(text).notes).toEqual([]);
});
