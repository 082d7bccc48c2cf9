'use client';

import { useRef, useState } from 'react';
import type { ModelShapeName } from '@/content/model-shapes';
import { EngineError, errorToData } from '@/lib/engine-client/error-data';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { useLabRun } from '../shared/use-lab-run';
import { reasonToStop, sizesFrom, type StopReason, type Taken } from './climb';
import { context, type MeasuredSize, type Origin, shapeOf, type SizePrecision } from './sizes';

/** A size with where it was measured. */
export interface OwnSize extends MeasuredSize {
  readonly origin: Origin;
}

export interface OwnDevice {
  readonly measured: DeviceMeasurement;
  readonly origin: Origin;
}

/** Sizes measured by the reader, from the smallest up, on an engine of their own. */
export function useClimb(onMeasured: (sizes: readonly OwnSize[]) => void) {
  const lab = useLabRun();
  const [sizes, setSizes] = useState<readonly OwnSize[]>([]);
  const [device, setDevice] = useState<OwnDevice | null>(null);
  const [underWay, setUnderWay] = useState<ModelShapeName | 'device' | null>(null);
  const [reason, setReason] = useState<StopReason | null>(null);
  /** Sizes of this visit, whatever a render may have missed. */
  const all = useRef<readonly OwnSize[]>([]);

  /** @param from the size to begin with; null: the smallest, after what the device itself can do */
  const start = (precision: SizePrecision, from: ModelShapeName | null) => {
    setReason(null);
    const work = async (client: LabClient, signal: AbortSignal) => {
      const { engine } = await client.load();
      const originNow = (): Origin => ({ kind: 'measured', device: engine.device, at: Date.now() });
      if (from === null) {
        setUnderWay('device');
        const measured = await client.measureDevice({ signal });
        signal.throwIfAborted();
        setDevice({ measured, origin: originNow() });
      }
      const begin = performance.now();
      let last: Taken | null = null;
      for (const shape of sizesFrom(from)) {
        const stop = reasonToStop(shape, precision, last, performance.now() - begin);
        if (stop) return setReason(stop);
        setUnderWay(shape);
        const sizeBegin = performance.now();
        try {
          const found = await client.measureLayer({ shape: shapeOf(shape), plan: { precision }, batch: 1, tokens: 1, context }, { signal });
          signal.throwIfAborted();
          all.current = [...all.current.filter((size) => size.shape !== shape || size.precision !== precision), { shape, precision, found, origin: originNow() }];
          setSizes(all.current);
          onMeasured(all.current);
        } catch (thrown) {
          if (signal.aborted || !(thrown instanceof EngineError) || thrown.code !== 'out-of-memory') throw thrown;
          return setReason({ code: 'too-large', shape, error: errorToData(thrown) });
        }
        last = { shape, ms: performance.now() - sizeBegin };
      }
    };
    void lab.start(work).finally(() => setUnderWay(null));
  };

  const stop = () => {
    lab.stop();
    setUnderWay(null);
  };
  return { lab: lab.state, sizes, device, underWay, reason, start, stop, allowDownload: lab.allowDownload };
}
