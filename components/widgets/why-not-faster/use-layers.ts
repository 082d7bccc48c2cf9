import { useState } from 'react';
import type { BackendKind } from '@/lib/engine/generation/events';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { precisions } from '@/lib/engine/pure';
import { useLabRun } from '../shared/use-lab-run';
import type { TimedLayer } from './limits';
import { keyOf, requestOf, type Settings } from './settings';

/** A run of the reader: what the device can do, and a layer at each precision so far. */
export interface LiveRun {
  readonly measured: DeviceMeasurement | null;
  readonly layers: readonly TimedLayer[];
  readonly backend: BackendKind;
  readonly device: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The reader's runs by their settings: a run that was made stays, to be compared with the next. */
export function useLayers() {
  const lab = useLabRun();
  const [runs, setRuns] = useState<Readonly<Record<string, LiveRun>>>({});
  /** Settings of the newest run, as a key. */
  const [newest, setNewest] = useState('');

  const start = (settings: Settings) => {
    const key = keyOf(settings);
    setNewest(key);
    setRuns(({ [key]: _replaced, ...others }) => others);
    return lab.start(async (client, signal) => {
      const { engine } = await client.load();
      setRuns((before) => ({ ...before, [key]: { measured: null, layers: [], backend: engine.backend, device: engine.device, startedAt: Date.now() } }));
      const change = (next: (before: LiveRun) => LiveRun) => setRuns((before) => (before[key] ? { ...before, [key]: next(before[key]) } : before));
      const measured = await client.measureDevice({ signal });
      change((before) => ({ ...before, measured }));
      for (const precision of precisions) {
        const { layer } = await client.measureLayer(requestOf(settings, precision), { signal });
        change((before) => ({ ...before, layers: [...before.layers, { precision, layer }] }));
      }
    });
  };
  return { state: lab.state, runs, newest, start, stop: lab.stop, allowDownload: lab.allowDownload };
}
