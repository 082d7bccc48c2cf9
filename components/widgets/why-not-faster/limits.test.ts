import { describe, expect, it } from 'vitest';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { boundsOf, cacheBytes, speedUpsOf, type TimedLayer } from './limits';
import type { Settings } from './settings';

const settings: Settings = { model: 'Llama-3.2-1B', batch: 1 };
/** 100 GB/s, 1 TFLOP/s, a hundredth of a millisecond a launch. */
const device: DeviceMeasurement = { copyBytesPerSecond: 1e11, multiplyAddFlopsPerSecond: 1e12, launchMs: 0.01, readbackMs: 1, samples: 5 };
const timed = (precision: TimedLayer['precision'], weightBytes: number, ms: number, flops = 1e6, launches = 10): TimedLayer => ({ precision, layer: { ms, samples: 5, weightBytes, flops, launches } });

describe('what keeps a layer from being faster', () => {
  it('counts keys and values of every sequence', () => {
    expect(cacheBytes(settings)).toBe(256 * 2 * 8 * 64 * 4);
    expect(cacheBytes({ ...settings, batch: 8 })).toBe(8 * cacheBytes(settings));
  });

  it('is memory where the bytes take longest', () => {
    const bytes = 1e8 - cacheBytes(settings);
    const bounds = boundsOf(timed('f16', bytes, 2), settings, device);
    expect(bounds).toMatchObject({ boundBy: 'memory', memoryMs: 1, share: 0.5, bytes: 1e8 });
    expect(bounds.intensity).toBeCloseTo(0.01);
    expect(bounds.flopsPerSecond).toBeCloseTo(5e8);
  });

  it('is arithmetic where the sums do, and launches where there is next to nothing else', () => {
    expect(boundsOf(timed('q2', 1e6, 10, 8e9), settings, device)).toMatchObject({ boundBy: 'arithmetic', arithmeticMs: 8, share: 0.8 });
    expect(boundsOf(timed('q2', 1e4, 0.2), settings, device)).toMatchObject({ boundBy: 'launches', launchesMs: 0.1, share: 0.5 });
  });

  it('compares with f16: what was measured, and what the bytes promise', () => {
    const layers = [timed('f16', 160, 8), timed('q4', 50, 4)];
    expect(speedUpsOf(layers, layers[1])).toEqual({ measured: 2, ideal: 3.2 });
    expect(speedUpsOf(layers.slice(1), layers[1])).toBeNull();
  });
});
