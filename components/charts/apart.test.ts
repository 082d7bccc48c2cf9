import { describe, expect, it } from 'vitest';
import { apart, labelStarts } from './apart';

describe('labels kept apart', () => {
  it('leaves alone what has room', () => {
    expect(apart([10, 50, 30], 15)).toEqual([10, 50, 30]);
  });

  it('moves down what would overlap, in the order of the heights', () => {
    expect(apart([12, 10, 11], 15)).toEqual([40, 10, 25]);
  });
});

describe('where labels begin', () => {
  const near = { x: 60, y: 30 };

  it('is past a line that ends close by', () => {
    expect(labelStarts([{ x: 100, y: 50 }, { x: 110, y: 60 }], near)).toEqual([110, 110]);
  });

  it.each([{ x: 110, y: 90 }, { x: 300, y: 50 }])('is at its own end where another ends far off, at %j', (other) => {
    expect(labelStarts([{ x: 100, y: 50 }, other], near)).toEqual([100, other.x]);
  });
});
