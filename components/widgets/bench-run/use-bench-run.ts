'use client';

import { useEffect, useRef, useState } from 'react';
import type { BenchPrecision } from '@/content/bench/run';
import { benchWork } from '@/content/bench/work';
import { engineClient } from '@/lib/engine-client/engine-client';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import { inWords } from '@/lib/engine-client/in-words';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { BackendKind } from '@/lib/engine/generation/events';
import { hiddenMeanwhile, watchHidden } from '../shared/watch-hidden';
import type { BenchStage, OwnRun } from './measurement';
import { type BenchSettings, orderOf } from './settings';

export interface BenchRunState {
  /** For `data-status`; a run that was stopped is `idle`. */
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'error';
  readonly load: EngineStatus;
  /** What the newest run computes on; `none` before there is one. */
  readonly backend: BackendKind | 'none';
  readonly device: string;
  readonly stage: BenchStage;
  /** The newest text, as it is written. */
  readonly text: string;
  /** The newest first; of one backend and precision only the newest. */
  readonly runs: readonly OwnRun[];
  /** What went wrong and what to do, in words; empty: nothing. */
  readonly problem: string;
}

const nothing: BenchRunState = { status: 'idle', load: { status: 'idle' }, backend: 'none', device: '', stage: 'loading', text: '', runs: [], problem: '' };

/** A run under way: what it takes to end it. */
interface Job {
  readonly abort: AbortController;
  client: LabClient | null;
}

/** The runs of the reader: one at a time, each on an engine of its own that is started for it and given back after it. */
export function useBenchRun() {
  const [state, setState] = useState(nothing);
  const job = useRef<Job | null>(null);

  const end = () => {
    job.current?.abort.abort();
    job.current?.client?.dispose();
    job.current = null;
  };
  useEffect(() => end, []);

  const start = async (settings: BenchSettings) => {
    end();
    const own: Job = { abort: new AbortController(), client: null };
    job.current = own;
    const change = (next: Partial<BenchRunState>) => {
      if (job.current === own) setState((before) => ({ ...before, ...next }));
    };
    const hidden = watchHidden();
    change({ status: 'loading', stage: 'loading', text: '', problem: '' });
    try {
      const run = await measureHere(settings.precision, settings, own, change);
      if (hidden.was()) throw hiddenMeanwhile();
      if (job.current === own) setState((before) => ({ ...before, status: 'done', runs: [run, ...before.runs.filter((other) => other.backend !== run.backend || other.precision !== run.precision)] }));
    } catch (thrown) {
      change({ status: 'error', problem: inWords(thrown) });
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

  return { state, start, stop, allowDownload: () => job.current?.client?.allowDownload() };
}

/** The engine's own code comes when it is wanted. */
async function measureHere(precision: BenchPrecision, settings: BenchSettings, own: Job, change: (next: Partial<BenchRunState>) => void): Promise<OwnRun> {
  const [{ openLabClient }, { measureOwnRun }] = await Promise.all([import('@/lib/engine-client/lab'), import('./measurement')]);
  own.abort.signal.throwIfAborted();
  const client = openLabClient({ engine: 'ours', order: orderOf(settings, engineClient().order.engine), model: 'pocket-5m' }, { plan: { precision } });
  own.client = client;
  client.subscribe(() => {
    const load = client.getSnapshot();
    change(load.status === 'ready' ? { load, backend: load.result.engine.backend, device: load.result.engine.device, status: 'running' } : { load });
  });
  return measureOwnRun(client, precision, benchWork, {
    now: () => performance.now(),
    onStage: (stage) => change({ stage }),
    onText: (text) => change({ text }),
    signal: own.abort.signal,
  });
}
