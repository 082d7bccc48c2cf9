'use client';

import { useEffect, useRef, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { BackendKind } from '@/lib/engine/generation/events';
import { hiddenMeanwhile, watchHidden } from '../shared/watch-hidden';
import { sweepLengths, type SweepProgress } from './sweep';

/** Where the newest sweep stands; `idle` before the first, and after a stop. */
export interface SweepState {
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'error';
  readonly progress: SweepProgress | null;
  /** What it ran on; null before that is known. */
  readonly origin: { readonly backend: BackendKind; readonly device: string; readonly at: number } | null;
  readonly error: EngineErrorData | null;
}

const nothing: SweepState = { status: 'idle', progress: null, origin: null, error: null };

/** A sweep on the site’s own engine, one at a time. */
export function useSweep() {
  const [state, setState] = useState(nothing);
  const job = useRef<AbortController | null>(null);
  useEffect(() => () => job.current?.abort(), []);

  /** @param nextTurn of the prompts. @param whenDone told of a sweep that went through */
  const start = async (nextTurn: () => number, whenDone: () => void) => {
    job.current?.abort();
    const abort = new AbortController();
    const { signal } = abort;
    job.current = abort;
    const change = (next: Partial<SweepState>) => {
      if (!signal.aborted) setState((before) => ({ ...before, ...next }));
    };
    const client = engineClient();
    const hidden = watchHidden();
    change({ ...nothing, status: 'loading' });
    try {
      const { engine } = await client.load();
      signal.throwIfAborted();
      change({ status: 'running', origin: { backend: engine.backend, device: engine.device, at: Date.now() } });
      await sweepLengths({ generate: (request) => client.generate(request, { signal }), now: () => performance.now(), onProgress: (progress) => change({ progress }), signal, nextTurn });
      if (hidden.was()) throw hiddenMeanwhile();
      change({ status: 'done' });
      whenDone();
    } catch (thrown) {
      change({ status: 'error', error: errorToData(thrown) });
    } finally {
      hidden.release();
    }
  };

  const stop = () => {
    job.current?.abort();
    setState(nothing);
  };
  return { state, start, stop };
}
