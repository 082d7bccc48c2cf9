import { describe, expect, test } from 'vitest';
import { nextChunk, passSizes, passSizesOf } from './chunks';

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
    expect(nextChunk(remaining, passSizes.gpu)).toEqual({ size, count });
  });
});

describe('on a software adapter, a fifth', () => {
  test.for([
    [1, 1, 1],
    [3, 1, 1],
    [4, 4, 4],
    [12, 4, 4],
    [13, 16, 13],
    [32, 16, 16],
    [51, 16, 16],
    [52, 64, 52],
    [500, 64, 64],
  ])('%d tokens begin with a pass of %d that takes %d', ([remaining, size, count]) => {
    expect(nextChunk(remaining, passSizes.software)).toEqual({ size, count });
  });
});

test('a software adapter is known by its kernels', () => {
  expect(passSizesOf({ kind: 'webgpu', variant: 'invocation' })).toBe(passSizes.software);
  expect(passSizesOf({ kind: 'webgpu', variant: 'subgroup' })).toBe(passSizes.gpu);
  expect(passSizesOf({ kind: 'cpu', variant: 'reference' })).toBe(passSizes.cpu);
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

test.for(['gpu', 'software', 'cpu'] as const)('every length is read whole: %s', (device) => {
  for (let length = 1; length <= 512; length++) {
    let read = 0;
    while (read < length) read += nextChunk(length - read, passSizes[device]).count;
    expect(read).toBe(length);
  }
});
