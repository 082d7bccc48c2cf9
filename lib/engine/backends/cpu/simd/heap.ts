/** Every piece begins at, and is as long as, a number of whole vectors. */
const grain = 16;

interface Piece {
  readonly start: number;
  readonly bytes: number;
}

/**
 * Hands out pieces of one growing memory and takes them back: the smallest free piece that fits, and what is given back is
 * joined with its free neighbours, so that the same work done over and over needs no more than once.
 */
export class Heap {
  /** By start; no two touch. */
  private readonly free: Piece[] = [];
  private readonly held = new Map<number, number>();
  private end: number;
  private bytes = 0;

  /**
   * @param start first byte that may be handed out
   * @param reach makes the memory reach up to that byte; false where it cannot
   */
  constructor(
    start: number,
    private readonly reach: (end: number) => boolean,
  ) {
    this.end = upToGrain(start);
  }

  /** Bytes handed out. */
  get heldBytes(): number {
    return this.bytes;
  }

  /** The first byte that was never handed out. */
  get reachedBytes(): number {
    return this.end;
  }

  /** A piece of memory, with whatever was in it; undefined where there is none. */
  take(wanted: number): number | undefined {
    const bytes = upToGrain(Math.max(wanted, 1));
    const start = this.takeFree(bytes) ?? this.takeNew(bytes);
    if (start === undefined) return undefined;
    this.held.set(start, bytes);
    this.bytes += bytes;
    return start;
  }

  give(start: number): void {
    const bytes = this.held.get(start)!;
    this.held.delete(start);
    this.bytes -= bytes;
    const index = this.indexBehind(start);
    const before = this.free[index - 1];
    const after = this.free[index];
    const touchesBefore = before !== undefined && before.start + before.bytes === start;
    const touchesAfter = after !== undefined && start + bytes === after.start;
    const joined = {
      start: touchesBefore ? before.start : start,
      bytes: (touchesBefore ? before.bytes : 0) + bytes + (touchesAfter ? after.bytes : 0),
    };
    this.free.splice(touchesBefore ? index - 1 : index, Number(touchesBefore) + Number(touchesAfter), joined);
  }

  private takeFree(bytes: number): number | undefined {
    let best = -1;
    this.free.forEach((piece, index) => {
      if (piece.bytes >= bytes && (best < 0 || piece.bytes < this.free[best].bytes)) best = index;
    });
    if (best < 0) return undefined;
    const { start, bytes: found } = this.free[best];
    this.free.splice(best, 1, ...(found > bytes ? [{ start: start + bytes, bytes: found - bytes }] : []));
    return start;
  }

  /** Memory behind all that was handed out so far, and the free piece at its end, if there is one. */
  private takeNew(bytes: number): number | undefined {
    const last = this.free.at(-1);
    const atEnd = last !== undefined && last.start + last.bytes === this.end;
    const start = atEnd ? last.start : this.end;
    if (!this.reach(start + bytes)) return undefined;
    if (atEnd) this.free.pop();
    this.end = start + bytes;
    return start;
  }

  /** Index of the first free piece behind `start`. */
  private indexBehind(start: number): number {
    let [low, high] = [0, this.free.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.free[middle].start > start) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const upToGrain = (bytes: number): number => Math.ceil(bytes / grain) * grain;
