'use client';

import { useEffect, useRef, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { sweepRequest } from './requests';

/** Tokens of a run that is thrown away: the first pass that reads, and some that write. */
const tokens = 3;

/**
 * The first run of a length prepares its passes, which is no reader's wait later: it is made once for each length, and thrown away. Told
 * whether the real run may follow: not where it was stopped meanwhile.
 */
export function useWarmUp() {
  const warm = useRef(new Set<number>());
  const job = useRef<AbortController | null>(null);
  const [isWarming, setIsWarming] = useState(false);
  useEffect(() => () => job.current?.abort(), []);

  const warmUp = async (length: number, nextTurn: () => number): Promise<boolean> => {
    if (warm.current.has(length)) return true;
    job.current?.abort();
    const abort = new AbortController();
    job.current = abort;
    setIsWarming(true);
    try {
      for await (const event of engineClient().generate({ ...sweepRequest(length, nextTurn()), maxTokens: tokens }, { signal: abort.signal })) {
        if (event.type === 'token') warm.current.add(length);
      }
    } catch {
      // What keeps it from running keeps the real run from it too, and is said there.
    }
    if (abort.signal.aborted) return false;
    setIsWarming(false);
    return true;
  };

  const stop = () => {
    job.current?.abort();
    setIsWarming(false);
  };
  return { isWarming, warmUp, stop };
}
