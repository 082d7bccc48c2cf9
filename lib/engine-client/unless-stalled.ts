/** Resolves after so many milliseconds; rejects when aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * What `work` brings, if it does within `ms`; else `attempt`, which `work` is to heed, is aborted, and a plain `Error`
 * thrown, whether `work` heeds it or not.
 */
export async function unlessStalled<T>(work: Promise<T>, ms: number, attempt: AbortController, wait: Wait): Promise<T> {
  const inTime = new AbortController();
  const stalled = wait(ms, inTime.signal).then(
    () => {
      attempt.abort();
      throw new Error(`nothing came for ${ms / 1000} seconds`);
    },
    () => new Promise<never>(() => undefined), // The work was in time.
  );
  try {
    return await Promise.race([work, stalled]);
  } finally {
    inTime.abort();
    work.catch(() => undefined); // Rejects late when it lost the race.
  }
}
