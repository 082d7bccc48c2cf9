/** Where a reader draws a guess: a few places side by side, each with a value on one axis. */
export interface Drawing {
  /** The places, left to right: `f16`, `q8`. */
  readonly labels: readonly string[];
  /** What the axis says: `perplexity`. */
  readonly unit: string;
  /** Ends of the axis; what turns out lies between them. */
  readonly low: number;
  readonly high: number;
  /** `log`: equal distances are equal factors; then `low` is above 0. Default: `linear`. */
  readonly scale?: 'linear' | 'log';
  /** Where the points stand before they are drawn: one value for all, or one each. Default: the middle of the axis. */
  readonly start?: number | readonly number[];
}

type Axis = Pick<Drawing, 'low' | 'high' | 'scale'>;

/** A value's height on the axis, 0 at its low end to 1 at its high end; what lies beyond stands at the end. */
export function heightOf(value: number, { low, high, scale }: Axis): number {
  const height = scale === 'log' ? Math.log(Math.max(value, Number.MIN_VALUE) / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(Math.max(height, 0), 1);
}

/** The value at a height of 0 to 1, with no more digits than are shown. */
export function valueAt(height: number, { low, high, scale }: Axis): number {
  const within = Math.min(Math.max(height, 0), 1);
  return asShown(scale === 'log' ? low * (high / low) ** within : low + within * (high - low));
}

/** Rounded as figures are set (components/charts/format.ts): what the reader draws is what the reader sees. */
function asShown(value: number): number {
  const size = Math.abs(value);
  return Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
}

/** The next value up (1) or down (-1) from this one, a step or several of a fiftieth of the axis; the same at its end. */
export function stepFrom(value: number, direction: number, axis: Axis, steps = 1): number {
  for (let count = steps; count <= 50; count++) {
    const next = valueAt(heightOf(value, axis) + (direction * count) / 50, axis);
    if (next !== value) return next;
  }
  return value;
}

/** Values the axis is marked at: round ones, five at most or six. */
export function ticksOf({ low, high, scale }: Axis): readonly number[] {
  if (scale === 'log') {
    const powers = Array.from({ length: Math.ceil(Math.log10(high / low)) + 2 }, (_, index) => 10 ** (Math.floor(Math.log10(low)) + index));
    const fine = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((value) => value >= low && value <= high);
    return fine.length <= 6 ? fine : powers.filter((value) => value >= low && value <= high);
  }
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Whole steps counted, not added up: 0.3, and not 0.30000000000000004.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Where the points stand at first. */
export function startOf({ labels, start, ...axis }: Drawing): readonly number[] {
  const middle = typeof start === 'number' ? start : valueAt(0.5, axis);
  return labels.map((_, place) => (typeof start === 'object' ? (start[place] ?? middle) : middle));
}

/** A drawn guess as it is kept. */
export function writeDrawn(values: readonly number[]): string {
  return values.join(' ');
}

/** A kept guess with as many values as there are places; null where it was skipped, or drawn for other places. */
export function readDrawn(guess: string, { labels }: Pick<Drawing, 'labels'>): readonly number[] | null {
  const values = guess.split(' ').filter(Boolean).map(Number);
  return values.length === labels.length && values.every(Number.isFinite) ? values : null;
}
