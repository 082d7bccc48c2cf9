import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale';
import { superscript } from './format';
import { decades } from './scatter-geometry';

/** How an axis is divided. `knee`: even up to about that value, then every tenfold the same way on: a logarithmic axis that has a zero. */
export type AxisScale = 'linear' | 'log' | { readonly knee: number };

/** A value's place in pixels, and what of it is ticked. */
export interface Axis {
  readonly at: (value: number) => number;
  /** In pixels: where the smallest and the largest value lie. */
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  /** A value that has no place: nothing at or below zero has one on a logarithmic axis. */
  readonly holds: (value: number) => boolean;
}

interface AxisRequest {
  readonly scale: AxisScale;
  /** All that must find room; what the axis does not hold is passed over. */
  readonly values: readonly number[];
  readonly range: readonly [number, number];
  /** About so many ticks. */
  readonly count: number;
  /** The ends are moved outwards to round values. */
  readonly rounded: boolean;
  /** Just these ticks, where they lie within. */
  readonly ticks?: readonly number[];
}

/** One axis for all of the values. */
export function axisOf({ scale, values, range, count, rounded, ticks: wanted }: AxisRequest): Axis {
  const holds = (value: number) => Number.isFinite(value) && (scale !== 'log' || value > 0);
  const held = values.filter(holds);
  const [low, high] = held.length > 0 ? [Math.min(...held), Math.max(...held)] : scale === 'log' ? [1, 10] : [0, 1];
  // Of a single value too there is an axis.
  const domain: [number, number] = low < high ? [low, high] : scale === 'log' ? [low / 2, high * 2] : [Math.min(low, 0), Math.max(high, low + 1)];
  const pixels = [...range];
  const drawn = scale === 'linear' ? scaleLinear(domain, pixels) : scale === 'log' ? scaleLog(domain, pixels) : scaleSymlog(domain, pixels).constant(scale.knee);
  if (rounded) drawn.nice(scale === 'log' ? undefined : count);
  const [from, to] = drawn.domain();
  const own = scale === 'log' ? logTicks([from, to], count) : scale === 'linear' ? drawn.ticks(count) : [0, ...logTicks([Math.max(scale.knee, 1e-12), Math.max(to, scale.knee * 2)], count - 1)];
  return { at: (value) => drawn(value), range, ticks: (wanted ?? own).filter((tick) => tick >= from && tick <= to), holds };
}

/** About `count` round values of a logarithmic axis: 1, 2 and 5 times the powers of ten where they are few, every so many-th power where they are many. */
export function logTicks([low, high]: readonly [number, number], count: number): readonly number[] {
  const powers = decades([low, high]);
  if (powers.length > count) {
    const every = Math.ceil(powers.length / Math.max(1, count));
    return powers.filter((_, place) => place % every === 0);
  }
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const within = (steps: readonly number[]) =>
    Array.from({ length: last - first + 1 }, (_, place) => first + place)
      .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  return [[1, 2, 5], [1, 3]].map(within).find((ticks) => ticks.length <= count) ?? within([1]);
}

/** A tick as short as it may be: 0.5, 300, 2,400, 10k, 3M, 1bn, 10²⁴. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  const digits = (number: number) => number.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
  if (size === 0 || (size >= 1e-4 && size < 1e4)) return digits(value);
  if (size >= 1e4 && size < 1e6) return `${digits(value / 1e3)}k`;
  if (size >= 1e6 && size < 1e9) return `${digits(value / 1e6)}M`;
  if (size >= 1e9 && size < 1e12) return `${digits(value / 1e9)}bn`;
  const power = Math.floor(Math.log10(size) + 1e-9);
  const raised = `10${superscript(power)}`;
  const factor = value / 10 ** power;
  return Math.abs(factor - 1) < 1e-9 ? raised : `${digits(factor)}×${raised}`;
}

/** Which of the stops is drawn nearest to a place in pixels; stops in any order, at least one. */
export function nearestStop(axis: Axis, stops: readonly number[], pixel: number): number {
  return stops.reduce((best, stop) => (Math.abs(axis.at(stop) - pixel) < Math.abs(axis.at(best) - pixel) ? stop : best));
}

/** The stop that a key leads to; null: the key is none of a slider’s. `stops` in ascending order. */
export function stopByKey(key: string, stops: readonly number[], value: number): number | null {
  const place = stops.findLastIndex((stop) => stop <= value);
  const at = (index: number) => stops[Math.min(Math.max(index, 0), stops.length - 1)];
  const page = Math.max(1, Math.round(stops.length / 5));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at(place + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return at(place > 0 && stops[place] < value ? place : place - 1);
    case 'PageUp':
      return at(place + page);
    case 'PageDown':
      return at(place - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(stops.length - 1);
    default:
      return null;
  }
}
