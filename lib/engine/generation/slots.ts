import type { SlotContents } from './prefix';

/** What each slot of a KV cache holds: the tokens whose keys and values are there, by position. */
export class Slots {
  private readonly contents: readonly { ids: number[]; lastUsed: number }[];
  private uses = 0;

  constructor(count: number) {
    this.contents = Array.from({ length: count }, () => ({ ids: [], lastUsed: 0 }));
  }

  get all(): readonly SlotContents[] {
    return this.contents;
  }

  /** Tokens that a slot holds: the position at which the next one goes. */
  lengthOf(slot: number): number {
    return this.contents[slot].ids.length;
  }

  /** Keep the first so many tokens; what is behind them is overwritten when others come. */
  keep(slot: number, tokens: number): void {
    const contents = this.contents[slot];
    contents.ids.length = Math.min(tokens, contents.ids.length);
    contents.lastUsed = contents.ids.length === 0 ? 0 : ++this.uses;
  }

  /** These were read, behind what the slot holds. */
  append(slot: number, ids: readonly number[]): void {
    const contents = this.contents[slot];
    contents.ids.push(...ids);
    contents.lastUsed = ++this.uses;
  }
}
