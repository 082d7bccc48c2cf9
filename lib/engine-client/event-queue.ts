/** Events pushed on one side, read as they come on the other. Read by one reader. */
export class EventQueue<T> implements AsyncIterable<T> {
  private readonly waiting: T[] = [];
  private over: { readonly error?: unknown } | null = null;
  private wake = () => {};

  push(event: T): void {
    this.waiting.push(event);
    this.wake();
  }

  end(): void {
    this.over ??= {};
    this.wake();
  }

  fail(error: unknown): void {
    this.over ??= { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      while (this.waiting.length > 0) yield this.waiting.shift() as T;
      if (this.over) {
        if ('error' in this.over) throw this.over.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
