'use client';

import { useSyncExternalStore } from 'react';
import { engineClient } from './engine-client';
import type { EngineStatus } from './engine-status';

const notStarted: EngineStatus = { status: 'idle' };
const subscribe = (listener: () => void): (() => void) => engineClient().subscribe(listener);
const getSnapshot = (): EngineStatus => engineClient().getSnapshot();

/** Where the site's engine stands. Starts nothing: call `engineClient().load()` for that. */
export function useEngineStatus(): EngineStatus {
  return useSyncExternalStore(subscribe, getSnapshot, () => notStarted);
}
