'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { engineClient } from './engine-client';
import { loadRecording } from './load-recording';
import { type RunOptions, type RunSnapshot, RunController, serverSnapshot } from './run-controller';

export type { RunSnapshot } from './run-controller';

/** A run as a widget uses it: what to draw, and what the reader may do. */
export interface Run extends RunSnapshot, Pick<RunController, RunAction> {}

type RunAction =
  | 'run'
  | 'goLive'
  | 'openLink'
  | 'play'
  | 'pause'
  | 'step'
  | 'rewind'
  | 'branch'
  | 'reset'
  | 'setPace'
  | 'allowDownload'
  | 'retry';

/**
 * The player that all live widgets share: a recording at mount, live when the reader runs it. `options.request` is
 * what the controls say now: new sampling applies to what is not shown yet, a new prompt to the next run.
 */
export function useRun(options: RunOptions): Run {
  const [controller] = useState(() => new RunController(options, { client: engineClient, loadRecording }));
  const snapshot = useSyncExternalStore(controller.subscribe, controller.getSnapshot, serverSnapshot);
  useEffect(() => controller.mount(), [controller]);
  useEffect(() => controller.setOptions(options));
  const { run, goLive, openLink, play, pause, step, rewind, branch, reset, setPace, allowDownload, retry } = controller;
  return { ...snapshot, run, goLive, openLink, play, pause, step, rewind, branch, reset, setPace, allowDownload, retry };
}
