import { describe, expect, test } from 'vitest';
import { nextChunk, passSizes } from './chunks';

describe('on a GPU, half of a pass may be padding', () => {
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
    expect(nextChunk(remaining, passSizes.webgpu)).toEqual({ size, count });
  });
});

describe('on the CPU, a fifth', () => {
  test.for([
    [1, 1, 1],
    [2, 2, 2],
    [3, 2, 2],
    [7, 8, 7],
    [12, 8, 8],
    [13, 16, 13],
    [32, 32, 32],
    [51, 32, 32],
    [52, 64, 52],
    [500, 64, 64],
  ])('%d tokens begin with a pass of %d that takes %d', ([remaining, size, count]) => {
    expect(nextChunk(remaining, passSizes.cpu)).toEqual({ size, count });
  });
});

test.for(['webgpu', 'cpu'] as const)('every length is read whole: %s', (backend) => {
  for (let length = 1; length <= 512; length++) {
    let read = 0;
    while (read < length) read += nextChunk(length - read, passSizes[backend]).count;
    expect(read).toBe(length);
  }
});
