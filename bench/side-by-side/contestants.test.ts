import { describe, expect, it } from 'vitest';
import { backendNames, contestantNames, entriesOf, nameOf, orderOf, precisionNames } from './contestants.mjs';

const everybody = { only: contestantNames, precisions: precisionNames, backends: backendNames };
const named = (wanted: Partial<typeof everybody>, cores: number) => entriesOf({ ...everybody, ...wanted }, cores).map(nameOf);

describe('who is compared', () => {
  it('ours in four precisions on both backends, the others in three, on one thread and on all', () => {
    expect(entriesOf(everybody, 2)).toHaveLength(8 + 9 + 9);
    expect(named({ precisions: ['q8'] }, 4)).toEqual([
      'ours webgpu q8',
      'ours cpu q8, 1 thread',
      'transformers.js webgpu q8',
      'transformers.js wasm q8, 1 thread',
      'transformers.js wasm q8, 4 threads',
      'wllama webgpu q8',
      'wllama wasm q8, 1 thread',
      'wllama wasm q8, 4 threads',
    ]);
  });

  it('all threads are one thread where there is one core', () => {
    expect(named({ only: ['wllama'], backends: ['wasm'] }, 1)).toEqual(['wllama wasm f16, 1 thread', 'wllama wasm q8, 1 thread', 'wllama wasm q4, 1 thread']);
  });

  it('nobody, where a contestant has not that precision', () => {
    expect(named({ only: ['wllama'], precisions: ['f32'] }, 2)).toEqual([]);
  });
});

describe('the order of a round', () => {
  const entries = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

  it('has everybody once in each round, and no round as another', () => {
    const rounds = [0, 1, 2].map((round) => orderOf(entries, round, 3));
    for (const order of rounds) expect(order.toSorted()).toEqual(entries);
    expect(new Set(rounds.map((order) => order.join())).size).toBe(3);
    expect(new Set(rounds.map(([first]) => first)).size).toBe(3);
  });

  it('does not let one always follow the same', () => {
    const before = (order: string[]) => order[order.indexOf('d') - 1];
    expect(before(orderOf(entries, 0, 3))).not.toBe(before(orderOf(entries, 1, 3)));
  });
});
