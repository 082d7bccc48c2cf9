import { describe, expect, it } from 'vitest';
import { apart } from './apart';

describe('labels kept apart', () => {
  it('leaves alone what has room', () => {
    expect(apart([10, 50, 30], 15)).toEqual([10, 50, 30]);
  });

  it('moves down what would overlap, in the order of the heights', () => {
    expect(apart([12, 10, 11], 15)).toEqual([40, 10, 25]);
  });
});
