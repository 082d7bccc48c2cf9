'use client';

import { useEffect, useRef, useState } from 'react';
import { engineClient } from '@/lib/engine-client/engine-client';
import { errorToData } from '@/lib/engine-client/error-data';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { EngineOrder } from '@/lib/engine-client/protocol';
import type { BackendKind, PrecisionPlan } from '@/lib/engine/generation/events';
import type { EngineErrorData } from '@/lib/engine/errors';
import { hiddenMeanwhile, watchHidden } from './watch-hidden';

export interface LabRunState {
  /** For `data-status`. `idle` before the first run and after a stop: what the widget shows then, it shows by itself. */
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'error';
  /** Of the engine that was started for the newest run. */
  readonly load: EngineStatus;
  /** What the newest run computes on; `none` before that is known. */
  readonly backend: BackendKind | 'none';
  readonly device: string;
  /** When the newest run began to compute, in milliseconds since the epoch; null before. */
  readonly startedAt: number | null;
  readonly error: EngineErrorData | null;
}

const nothing: LabRunState = { status: 'idle', load: { status: 'idle' }, backend: 'none', device: '', startedAt: null, error: null };

/** The engine that a run wants. */
export interface LabRunEngine {
  /** A folder under /models/; default the course's own. */
  readonly model?: string;
  /** How weights are made at the start; default as in the file. */
  readonly plan?: PrecisionPlan;
  /** Default: what the page's address asks for. */
  readonly order?: EngineOrder;
  /** Default true. False: the run times nothing, and a hidden tab spoils nothing. */
  readonly timed?: boolean;
  /** The run loads the engine itself, for it times that too. Default: it is loaded before. */
  readonly timesLoading?: boolean;
}

/** What a run does with its engine. It tells the widget of its progress by itself, and heeds the signal. */
export type LabWork = (client: LabClient, signal: AbortSignal) => Promise<void>;

/** A run under way: what it takes to end it. */
interface Job {
  readonly abort: AbortController;
  client: LabClient | null;
}

/**
 * Runs of the reader that measure: one at a time, each on an engine of its own that is started for it and given back after it, so that
 * nothing else computes there. Nothing is measured in a hidden tab: such a run ends with an error that says so.
 * The site's own engine has no part in it, and the model comes from the browser's store.
 */
export function useLabRun() {
  const [state, setState] = useState(nothing);
  const job = useRef<Job | null>(null);

  const end = () => {
    job.current?.abort.abort();
    job.current?.client?.dispose();
    job.current = null;
  };
  useEffect(() => end, []);

  const start = async (work: LabWork, engine: LabRunEngine = {}) => {
    end();
    const own: Job = { abort: new AbortController(), client: null };
    job.current = own;
    const change = (next: Partial<LabRunState>) => {
      if (job.current === own) setState((before) => ({ ...before, ...next }));
    };
    const isTimed = engine.timed !== false;
    const hidden = watchHidden(() => isTimed && own.abort.abort(hiddenMeanwhile()));
    change({ ...nothing, status: 'loading' });
    try {
      // The code that talks to an engine of one's own comes when it is wanted.
      const { openLabClient } = await import('@/lib/engine-client/lab');
      own.abort.signal.throwIfAborted();
      const { engine: pageOrder } = engineClient().order;
      const client = openLabClient({ engine: 'ours', order: engine.order ?? (pageOrder === 'recorded' ? 'auto' : pageOrder), model: engine.model ?? 'pocket-5m' }, { plan: engine.plan });
      own.client = client;
      let startedAt: number | null = null;
      client.subscribe(() => {
        const load = client.getSnapshot();
        if (load.status !== 'ready') return change({ load });
        startedAt ??= Date.now();
        const { backend, device } = load.result.engine;
        change({ load, status: 'running', backend, device, startedAt });
      });
      if (!engine.timesLoading) await client.load();
      await work(client, own.abort.signal);
      own.abort.signal.throwIfAborted(); // A text that was stopped only ends.
      change({ status: 'done' });
    } catch (thrown) {
      change({ status: 'error', error: errorToData(isTimed && hidden.was() ? hiddenMeanwhile() : thrown) });
    } finally {
      hidden.release();
      if (job.current === own) end();
      else own.client?.dispose();
    }
  };

  const stop = () => {
    end();
    setState((before) => ({ ...before, status: 'idle', load: { status: 'idle' } }));
  };
  /** Back to before the first run. */
  const reset = () => {
    end();
    setState(nothing);
  };

  return { state, start, stop, reset, allowDownload: () => job.current?.client?.allowDownload() };
}
