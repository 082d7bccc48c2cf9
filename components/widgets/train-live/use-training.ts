'use client';

import { useEffect, useRef, useState } from 'react';
import { errorToData } from '@/lib/engine-client/error-data';
import type { Checkpoint } from '@/lib/training/checkpoint';
import type { TrainingClient, TrainingRun } from '@/lib/training/client';
import type { TrainingEvent } from '@/lib/training/events';
import type { TrainingRequest } from '@/lib/training/request';
import { idleTraining, reduceTraining, startingTraining, type TrainingState } from '@/lib/training/training-state';

/** The page is drawn so often at most: steps come twenty times a second and more, and the same processor makes them. */
const drawnEveryMs = 200;

export interface Training {
  readonly state: TrainingState;
  /** Begins a training; `goingOn`: with what was told before still in sight. */
  readonly start: (request: () => Promise<TrainingRequest>, goingOn?: boolean) => void;
  readonly play: () => void;
  readonly pause: () => void;
  /** One step, told in detail; then it is paused. */
  readonly stepOnce: () => void;
  /** Ends it; its checkpoint comes before its end. */
  readonly stop: () => void;
  /** Resolves at its end, with the last good checkpoint; null: there is none. */
  readonly ended: () => Promise<Checkpoint | null>;
  /** Back to before the first. */
  readonly reset: () => void;
}

interface Job {
  readonly abort: AbortController;
  handle: TrainingRun | null;
}

/** A training in a worker of this figure’s own. The trainer’s script is fetched when training is asked for. */
export function useTraining(): Training {
  const [state, setState] = useState(idleTraining);
  const told = useRef(idleTraining);
  const client = useRef<TrainingClient | null>(null);
  const job = useRef<Job>({ abort: new AbortController(), handle: null });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const whenEnded = useRef(new Set<() => void>());

  const draw = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setState(told.current);
  };
  const tell = (event: TrainingEvent) => {
    told.current = reduceTraining(told.current, event);
    // What comes seldom is shown at once.
    if (event.type !== 'step-end' && event.type !== 'checkpoint') draw();
    else timer.current ??= setTimeout(draw, drawnEveryMs);
    if (event.type !== 'training-end') return;
    for (const ended of whenEnded.current) ended();
    whenEnded.current.clear();
  };
  const forget = () => {
    job.current.abort.abort();
    job.current = { abort: new AbortController(), handle: null };
    client.current?.close();
    client.current = null;
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const stop = () => {
    if (job.current.handle) return job.current.handle.stop();
    // Its script has not come yet: nothing has begun.
    job.current.abort.abort();
    tell({ type: 'training-end', at: 0, step: told.current.step, reason: 'stopped', error: null });
  };

  useEffect(() => {
    const leave = () => client.current?.close();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      forget();
    };
    // The refs are this figure’s own for its whole life.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const begin = async (request: () => Promise<TrainingRequest>, own: Job) => {
    const hear = (event: TrainingEvent) => {
      if (!own.abort.signal.aborted) tell(event);
    };
    try {
      const [{ createTrainingClient }, { startTrainingWorker }, wanted] = await Promise.all([import('@/lib/training/client'), import('@/lib/training/start-worker'), request()]);
      if (own.abort.signal.aborted) return;
      client.current ??= createTrainingClient({ createWorker: startTrainingWorker, page: document });
      own.handle = client.current.train(wanted, hear);
    } catch (thrown) {
      hear({ type: 'training-end', at: 0, step: told.current.step, reason: 'failed', error: errorToData(thrown) });
    }
  };

  return {
    state,
    start(request, goingOn = false) {
      job.current.abort.abort();
      job.current.handle?.stop();
      job.current = { abort: new AbortController(), handle: null };
      // What was told of a step stays in sight until another is told.
      told.current = goingOn ? { ...startingTraining(told.current), story: told.current.story } : startingTraining();
      draw();
      void begin(request, job.current);
    },
    play: () => job.current.handle?.play(),
    pause: () => job.current.handle?.pause(),
    stepOnce: () => job.current.handle?.stepOnce(),
    stop,
    ended() {
      const { status } = told.current;
      if (status === 'idle' || status === 'ended') return Promise.resolve(told.current.checkpoint);
      return new Promise((resolve) => whenEnded.current.add(() => resolve(told.current.checkpoint)));
    },
    reset() {
      forget();
      told.current = idleTraining;
      draw();
    },
  };
}
