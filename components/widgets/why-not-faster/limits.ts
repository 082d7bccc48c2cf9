import type { DeviceMeasurement, TimedWork } from '@/lib/engine/generation/measurements';
import type { Precision } from '@/lib/engine/generation/precision';
import { context, type Settings, shapeOf } from './settings';

/** A layer as it was timed at a precision. */
export interface TimedLayer {
  readonly precision: Precision;
  readonly layer: TimedWork;
}

/** What can keep a pass from being faster. */
export type Limit = 'launches' | 'memory' | 'arithmetic';

export const limitWords: Readonly<Record<Limit, string>> = { launches: 'launches', memory: 'memory', arithmetic: 'arithmetic' };

/** How long a layer's pass takes at the least, by each of the three, at what the device was measured to do; and which is the most. */
export interface Bounds {
  readonly memoryMs: number;
  readonly arithmeticMs: number;
  readonly launchesMs: number;
  readonly boundBy: Limit;
  /** Of the measured time, how much the largest of them accounts for: 1 is all of it. */
  readonly share: number;
  /** Read once in a pass: the weights, and the keys and values of each sequence. */
  readonly bytes: number;
  /** Operations for each of these bytes. */
  readonly intensity: number;
  readonly flopsPerSecond: number;
}

/** Bytes of keys and values that one pass reads, which the engine keeps as f32. */
export function cacheBytes({ model, batch }: Settings): number {
  const { kvHeads, headDim } = shapeOf(model);
  return batch * context * 2 * kvHeads * headDim * 4;
}

/** A timed layer against what the device can do. */
export function boundsOf({ layer }: TimedLayer, settings: Settings, { copyBytesPerSecond, multiplyAddFlopsPerSecond, launchMs }: DeviceMeasurement): Bounds {
  const bytes = layer.weightBytes + cacheBytes(settings);
  const times = {
    memory: (1000 * bytes) / copyBytesPerSecond,
    arithmetic: (1000 * layer.flops) / multiplyAddFlopsPerSecond,
    launches: layer.launches * launchMs,
  };
  const boundBy = (Object.keys(times) as Limit[]).reduce((most, each) => (times[each] > times[most] ? each : most));
  return {
    memoryMs: times.memory,
    arithmeticMs: times.arithmetic,
    launchesMs: times.launches,
    boundBy,
    share: times[boundBy] / layer.ms,
    bytes,
    intensity: layer.flops / bytes,
    flopsPerSecond: layer.flops / (layer.ms / 1000),
  };
}

/** What others are compared with: as in the model's file. */
export const base: Precision = 'f16';

/** How many times as fast as at f16, and how many times as fast as the bytes alone would have it; null: f16 is not timed yet. */
export function speedUpsOf(layers: readonly TimedLayer[], { layer }: TimedLayer): { readonly measured: number; readonly ideal: number } | null {
  const from = layers.find(({ precision }) => precision === base);
  return from ? { measured: from.layer.ms / layer.ms, ideal: from.layer.weightBytes / layer.weightBytes } : null;
}
