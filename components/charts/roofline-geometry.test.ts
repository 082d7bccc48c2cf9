import { describe, expect, it } from 'vitest';
import type { Provenance } from '@/lib/measure/measure';
import { attainable, ridgeOf, type Roof, roofLine, rooflineDomain, type RooflinePoint, rooflineTable } from './roofline-geometry';

const provenance: Provenance = { kind: 'assumed', by: 'page' };
/** 100 GB/s and 1 TFLOP/s: the ridge is at 10 FLOPs a byte. */
const roof: Roof = { name: 'a device', bytesPerSecond: 100e9, flopsPerSecond: 1e12, provenance };
const point: RooflinePoint = { name: 'a run', intensity: 2, flopsPerSecond: 150e9, mark: 'main', provenance };

describe('a roof', () => {
  it('is a slope up to its ridge, then flat', () => {
    expect(ridgeOf(roof)).toBe(10);
    expect(attainable(roof, 1)).toBe(100e9);
    expect(attainable(roof, 10)).toBe(1e12);
    expect(attainable(roof, 1000)).toBe(1e12);
  });

  it('is drawn from end to end, with its ridge only where that is in sight', () => {
    expect(roofLine(roof, [1, 100])).toEqual([[1, 100e9], [10, 1e12], [100, 1e12]]);
    expect(roofLine(roof, [20, 100])).toEqual([[20, 1e12], [100, 1e12]]);
  });
});

describe('the room of a drawing', () => {
  it('holds every ridge and every point', () => {
    const { x, y } = rooflineDomain([roof], [point]);
    expect(x[0]).toBeLessThan(point.intensity);
    expect(x[1]).toBeGreaterThan(ridgeOf(roof));
    expect(y[0]).toBeLessThanOrEqual(attainable(roof, x[0]));
    expect(y[1]).toBeGreaterThanOrEqual(roof.flopsPerSecond);
  });

  it('is there of nothing too', () => {
    expect(rooflineDomain([], []).x).toEqual([1, 10]);
  });
});

describe('the table of a roofline', () => {
  it('has what each device can do, and the bytes a second that each run got', () => {
    expect(rooflineTable([roof], [point]).rows).toEqual([
      ['a device: the most it can do', 10, 1000, 100, 'assumed'],
      ['a run', 2, 150, 75, 'assumed'],
    ]);
  });
});
