import { describe, expect, test } from 'vitest';
import { Heap } from './heap';

const heapOf = (limit: number) => new Heap(1000, (end) => end <= limit);

/** Whole numbers below `below`, the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('the heap', () => {
  test('hands out whole vectors, behind its start', () => {
    const heap = heapOf(10_000);
    expect([heap.take(1), heap.take(17), heap.take(0)]).toEqual([1008, 1024, 1056]);
    expect(heap.heldBytes).toBe(16 + 32 + 16);
  });

  test('takes the smallest free piece that fits', () => {
    const heap = heapOf(10_000);
    const [large, , small] = [heap.take(64)!, heap.take(16)!, heap.take(32)!, heap.take(16)!];
    heap.give(large);
    heap.give(small);
    expect(heap.take(32)).toBe(small);
    expect(heap.take(32)).toBe(large);
    expect(heap.take(32)).toBe(large + 32);
  });

  test.each([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])('joins neighbours, given back in the order %i %i %i', (...order) => {
    const heap = heapOf(10_000);
    const pieces = [heap.take(48)!, heap.take(16)!, heap.take(80)!];
    heap.take(16);
    for (const index of order) heap.give(pieces[index]);
    expect(heap.take(144)).toBe(pieces[0]);
  });

  test('grows by what is missing behind a free end, and says when it cannot', () => {
    const heap = heapOf(1008 + 160);
    heap.take(64);
    const last = heap.take(64)!;
    heap.give(last);
    expect(heap.take(112)).toBeUndefined();
    expect(heap.take(96)).toBe(last);
    expect(heap.take(1)).toBeUndefined();
  });

  test('10,000 takes and gives of all sizes: pieces never overlap, and the memory stays level', () => {
    const heap = heapOf(2 ** 32);
    const below = numbers(1);
    const held = new Map<number, number>();
    let reachedHalfWay = 0;
    let overlaps = 0;
    for (let step = 0; step < 10_000; step++) {
      if (step === 5_000) reachedHalfWay = heap.reachedBytes;
      const starts = [...held.keys()];
      if (starts.length >= 64) {
        const start = starts[below(starts.length)];
        heap.give(start);
        held.delete(start);
      } else {
        const bytes = 1 + below(5_000);
        const start = heap.take(bytes)!;
        overlaps += [...held].filter(([other, size]) => start + bytes > other && other + size > start).length;
        held.set(start, bytes);
      }
    }
    expect(overlaps).toBe(0);
    expect(heap.reachedBytes).toBeLessThan(1.1 * reachedHalfWay);
    for (const start of held.keys()) heap.give(start);
    expect(heap.heldBytes).toBe(0);
    // All in one piece again.
    expect(heap.take(heap.reachedBytes - 1008)).toBe(1008);
  });
});
