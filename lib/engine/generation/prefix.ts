/** Positions counted together when reuse is shown: as large as vLLM's blocks. Reuse itself is exact to the token. */
export const prefixBlockSize = 16;

/** `prefixBlockSize` positions of a prompt, the last block perhaps fewer. */
export interface PrefixBlock {
  readonly firstPosition: number;
  readonly tokens: number;
  /** How many of them, from the block's start, need no computing. */
  readonly reusedTokens: number;
  /** How many of the places held other tokens until now. */
  readonly invalidatedTokens: number;
}

/** One slot of a KV cache: whose keys and values it holds, by position, and when it was last written. */
export interface SlotContents {
  readonly ids: readonly number[];
  /** Grows with every use; an unused slot has the smallest. */
  readonly lastUsed: number;
}

/** Where a prompt goes, and how much of it is there already. */
export interface PrefixPlan {
  readonly slot: number;
  readonly reusedTokens: number;
  readonly computedTokens: number;
  /** Places of the prompt that held other tokens: what comes after the first difference, up to the prompt's end. */
  readonly invalidatedTokens: number;
  readonly blocks: readonly PrefixBlock[];
}

/**
 * Chooses the slot that shares the longest prefix with `ids`; among equals the one that loses least, then the one used
 * longest ago. Every prompt has the begin token, so a slot that shares no more is taken only when it was used longest ago.
 * @param mostReused tokens that may be reused: those before the first whose logits are wanted
 */
export function planPrefix(slots: readonly SlotContents[], ids: readonly number[], mostReused: number): PrefixPlan {
  const matches = slots.map(({ ids: held, lastUsed }, slot) => {
    const shared = commonPrefix(held, ids);
    return { slot, shared, lost: held.length - shared, lastUsed, worth: shared > 1 ? shared : 0 };
  });
  const [{ slot, shared }] = matches.sort((a, b) => b.worth - a.worth || (a.worth > 0 ? a.lost - b.lost : 0) || a.lastUsed - b.lastUsed);
  return planOf(slots, slot, ids, shared, mostReused);
}

/** The same without reuse: the slot used longest ago, and all of `ids` computed. */
export function planAfresh(slots: readonly SlotContents[], ids: readonly number[]): PrefixPlan {
  const [slot] = slots.map((_, each) => each).sort((a, b) => slots[a].lastUsed - slots[b].lastUsed);
  return planOf(slots, slot, ids, 0, 0);
}

function planOf(slots: readonly SlotContents[], slot: number, ids: readonly number[], shared: number, mostReused: number): PrefixPlan {
  const reusedTokens = Math.min(shared, mostReused);
  const overwritten = Math.min(slots[slot].ids.length, ids.length);
  const blocks = prefixBlocks(ids.length, reusedTokens, shared, overwritten);
  return { slot, reusedTokens, computedTokens: ids.length - reusedTokens, invalidatedTokens: overwritten - shared, blocks };
}

/** How many tokens two texts begin with in common. */
export function commonPrefix(left: readonly number[], right: readonly number[]): number {
  const most = Math.min(left.length, right.length);
  let shared = 0;
  while (shared < most && left[shared] === right[shared]) shared++;
  return shared;
}

/** A prompt of `tokens`, in blocks: reused up to `reusedTokens`; positions from `shared` to `overwritten` held other tokens. */
export function prefixBlocks(tokens: number, reusedTokens: number, shared: number, overwritten: number): PrefixBlock[] {
  return Array.from({ length: Math.ceil(tokens / prefixBlockSize) }, (_, block) => {
    const firstPosition = block * prefixBlockSize;
    const end = Math.min(firstPosition + prefixBlockSize, tokens);
    const within = (from: number, to: number): number => Math.max(Math.min(to, end) - Math.max(from, firstPosition), 0);
    return { firstPosition, tokens: end - firstPosition, reusedTokens: within(0, reusedTokens), invalidatedTokens: within(shared, overwritten) };
  });
}
