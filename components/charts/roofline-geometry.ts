import type { Provenance } from '@/lib/measure/measure';
import { provenanceWord } from './provenance';
import { type LogDomain, logDomain } from './scatter-geometry';
import type { ChartTable } from './table';

/** What a device allows at most: a slope set by its memory, then a flat top set by its arithmetic. */
export interface Roof {
  readonly name: string;
  readonly bytesPerSecond: number;
  readonly flopsPerSecond: number;
  readonly provenance: Provenance;
  /** The reader’s own device: drawn so that the eye finds it. */
  readonly mine?: boolean;
}

/** Something that was run: how many operations it does for each byte it reads, and how many it got done in a second. */
export interface RooflinePoint {
  readonly name: string;
  /** FLOPs for each byte. */
  readonly intensity: number;
  readonly flopsPerSecond: number;
  /** The run in question, another beside it, or by the precision that made it. */
  readonly mark: 'main' | 'other' | 'f32' | 'f16' | 'q8' | 'q4' | 'q2';
  readonly provenance: Provenance;
  /** One of a crowd: named where the pointer rests and in the table, not in the drawing. */
  readonly quiet?: boolean;
}

/** Operations a second that a roof allows at so many FLOPs a byte. */
export const attainable = ({ bytesPerSecond, flopsPerSecond }: Roof, intensity: number): number => Math.min(bytesPerSecond * intensity, flopsPerSecond);

/** Where the slope ends: FLOPs for each byte from which on arithmetic is the limit. */
export const ridgeOf = ({ bytesPerSecond, flopsPerSecond }: Roof): number => flopsPerSecond / bytesPerSecond;

export interface RooflineDomain {
  /** FLOPs for each byte. */
  readonly x: LogDomain;
  /** FLOPs a second. */
  readonly y: LogDomain;
}

/** Room for every ridge and every point, with a stretch of slope to the left of them and of flat top to the right. */
export function rooflineDomain(roofs: readonly Roof[], points: readonly RooflinePoint[]): RooflineDomain {
  const intensities = [...roofs.map(ridgeOf), ...points.map(({ intensity }) => intensity)];
  const x = logDomain(intensities.length > 0 ? [Math.min(...intensities) / 2, Math.max(...intensities) * 4] : []);
  return { x, y: logDomain([...roofs.flatMap((roof) => [attainable(roof, x[0]), roof.flopsPerSecond]), ...points.map(({ flopsPerSecond }) => flopsPerSecond / 2)]) };
}

/** A roof’s line from end to end of the drawing, as (intensity, FLOPs a second). */
export function roofLine(roof: Roof, [low, high]: LogDomain): readonly (readonly [number, number])[] {
  const ridge = ridgeOf(roof);
  const corner = ridge > low && ridge < high ? [[ridge, roof.flopsPerSecond] as const] : [];
  return [[low, attainable(roof, low)], ...corner, [high, attainable(roof, high)]];
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Every number of the drawing. */
export function rooflineTable(roofs: readonly Roof[], points: readonly RooflinePoint[]): ChartTable {
  return {
    columns: ['What', 'FLOPs per byte', 'GFLOP/s', 'GB/s', 'Origin'],
    rows: [
      ...roofs.map((roof) => [`${roof.name}: the most it can do`, rounded(ridgeOf(roof)), rounded(roof.flopsPerSecond / 1e9), rounded(roof.bytesPerSecond / 1e9), provenanceWord[roof.provenance.kind]]),
      ...points.map(({ name, intensity, flopsPerSecond, provenance }) => [name, rounded(intensity), rounded(flopsPerSecond / 1e9), rounded(flopsPerSecond / intensity / 1e9), provenanceWord[provenance.kind]]),
    ],
  };
}
