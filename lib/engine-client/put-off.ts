/** How long work is put off where no token is asked for. */
const patienceMs = 2_000;

/** Work that nobody waits for, put off until a token is out, or for two seconds from the last that came: it would hold up the first one. */
export class PutOff {
  private waiting: (() => Promise<void>)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param work may fail: nobody hears of it */
  add(work: () => Promise<void>): void {
    this.waiting.push(work);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), patienceMs);
  }

  /** There is time now. */
  begin(): void {
    clearTimeout(this.timer);
    const waiting = this.waiting;
    this.waiting = [];
    for (const work of waiting) work().catch(() => undefined);
  }
}
