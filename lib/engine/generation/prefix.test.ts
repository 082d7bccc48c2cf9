import { describe, expect, test } from 'vitest';
import { commonPrefix, planAfresh, planPrefix, type PrefixBlock, type SlotContents } from './prefix';

const begin = 0;
const range = (count: number, from = 1): number[] => [begin, ...Array.from({ length: count - 1 }, (_, index) => from + index)];
const slot = (ids: readonly number[], lastUsed: number): SlotContents => ({ ids, lastUsed });
const sum = (blocks: readonly PrefixBlock[], of: 'tokens' | 'reusedTokens' | 'invalidatedTokens'): number => blocks.reduce((total, block) => total + block[of], 0);

describe('which slot a prompt goes to', () => {
  test('the one that shares the longest prefix', () => {
    const slots = [slot(range(5), 9), slot(range(30), 1), slot([begin, 1, 2, 3, 4, 5, 99], 5), slot([], 0)];
    expect(planPrefix(slots, range(40), 39)).toMatchObject({ slot: 1, reusedTokens: 30, computedTokens: 10, invalidatedTokens: 0 });
    expect(planPrefix(slots, [begin, 1, 2, 3, 4, 5, 98, 97], 7)).toMatchObject({ slot: 2, reusedTokens: 6, computedTokens: 2, invalidatedTokens: 1 });
  });

  test('an unused one, then the one used longest ago, when nothing but the begin token is shared', () => {
    expect(planPrefix([slot(range(5), 9), slot([], 0)], [begin, 77], 1)).toMatchObject({ slot: 1, reusedTokens: 0, computedTokens: 2 });
    expect(planPrefix([slot(range(5), 9), slot(range(9), 3)], [begin, 77], 1)).toMatchObject({ slot: 1, reusedTokens: 1, computedTokens: 1, invalidatedTokens: 1 });
  });

  test('among equal matches the one that loses least', () => {
    expect(planPrefix([slot([begin, 1, 2, 50, 51], 1), slot([begin, 1, 2], 2)], [begin, 1, 2, 3], 3)).toMatchObject({ slot: 1 });
    expect(planPrefix([slot([begin, 1, 2], 2), slot([begin, 1, 2], 1)], [begin, 1, 2, 3], 3)).toMatchObject({ slot: 1 });
  });
});

test('without reuse: the slot used longest ago, all of it computed', () => {
  const plan = planAfresh([slot(range(20), 2), slot(range(5), 1)], range(20));
  expect(plan).toMatchObject({ slot: 1, reusedTokens: 0, computedTokens: 20, invalidatedTokens: 5 });
  expect(sum(plan.blocks, 'reusedTokens')).toBe(0);
});

describe('what is reused, invalidated and computed', () => {
  test('the same prompt again: all but its last token, whose logits are wanted', () => {
    expect(planPrefix([slot(range(40), 1)], range(40), 39)).toMatchObject({ reusedTokens: 39, computedTokens: 1, invalidatedTokens: 0 });
  });

  test('tokens written after a prompt are no loss when the prompt comes again', () => {
    expect(planPrefix([slot(range(60), 1)], range(40), 39)).toMatchObject({ reusedTokens: 39, computedTokens: 1, invalidatedTokens: 0 });
  });

  test('one token changed: all before it is reused, all behind it invalidated, block by block', () => {
    const edited = range(40);
    edited[20] = 999;
    const plan = planPrefix([slot(range(40), 1)], edited, 39);
    expect(plan).toMatchObject({ reusedTokens: 20, computedTokens: 20, invalidatedTokens: 20 });
    expect(plan.blocks).toEqual([
      { firstPosition: 0, tokens: 16, reusedTokens: 16, invalidatedTokens: 0 },
      { firstPosition: 16, tokens: 16, reusedTokens: 4, invalidatedTokens: 12 },
      { firstPosition: 32, tokens: 8, reusedTokens: 0, invalidatedTokens: 8 },
    ]);
  });

  test('logits wanted from the start: nothing is reused, and nothing was invalid', () => {
    const { reusedTokens, invalidatedTokens, blocks } = planPrefix([slot(range(20), 1)], range(20), 0);
    expect([reusedTokens, invalidatedTokens]).toEqual([0, 0]);
    expect(sum(blocks, 'reusedTokens')).toBe(0);
  });

  test('the blocks sum to the whole, for every length of what was held, shared and asked', () => {
    for (let held = 0; held <= 50; held += 7) {
      for (let shared = 0; shared <= held; shared += 5) {
        for (let asked = Math.max(shared, 1); asked <= 50; asked += 6) {
          const before = Array.from({ length: held }, (_, position) => (position < shared ? position : 1000 + position));
          const ids = Array.from({ length: asked }, (_, position) => position);
          const plan = planPrefix([slot(before, 1)], ids, asked - 1);
          expect(commonPrefix(before, ids)).toBe(shared);
          expect(sum(plan.blocks, 'tokens')).toBe(asked);
          expect(sum(plan.blocks, 'reusedTokens')).toBe(plan.reusedTokens);
          expect(sum(plan.blocks, 'invalidatedTokens')).toBe(plan.invalidatedTokens);
          expect(plan.reusedTokens + plan.computedTokens).toBe(asked);
          expect(plan.reusedTokens).toBe(Math.min(shared, asked - 1));
        }
      }
    }
  });
});
