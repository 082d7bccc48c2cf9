import { expect, test } from 'vitest';
import { nextChunk } from './chunks';

test.for([
  [1, 1, 1],
  [2, 4, 2],
  [3, 4, 3],
  [4, 4, 4],
  [5, 4, 4],
  [8, 16, 8],
  [16, 16, 16],
  [31, 16, 16],
  [32, 64, 32],
  [500, 64, 64],
])('%d tokens begin with a pass of %d that takes %d', ([remaining, size, count]) => {
  expect(nextChunk(remaining)).toEqual({ size, count });
});

test('every length is read whole', () => {
  for (let length = 1; length <= 512; length++) {
    let read = 0;
    while (read < length) read += nextChunk(length - read).count;
    expect(read).toBe(length);
  }
});
