import { bestOf, type Comparison, type ComparedRow, comparisonsOf, isMoreBetter, type Means, meansOf, outcomeOf } from '@/lib/measure/side-by-side';
import { benchPrecisions, ours } from '@/content/bench/run';
import type { ShownMeasure } from './shown';

const meansWords: Readonly<Record<Means, string>> = { processor: 'on the processor', webgpu: 'on WebGPU' };

/** `q8`, `f16 and q8`, `f32, f16 and q8`. */
export const listed = (words: readonly string[]): string => [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');

/** The title of a measure's chart: how ours stands to the best of the others, faster or slower, as the rows have it. */
export function findingOf({ title, kind }: Pick<ShownMeasure, 'title' | 'kind'>, rows: readonly ComparedRow[]): string {
  const parts = (['processor', 'webgpu'] as const).flatMap((means) => {
    const words = outcomesInWords(comparisonsOf(rows, means), kind);
    return words === '' ? [] : [`${meansWords[means]} ${words}`];
  });
  return parts.length === 0 ? `${title}: nobody to compare ours with at the same precision` : `${title}, ours against the best other: ${parts.join('; ')}`;
}

/** `1.3 to 1.6 times as fast at q8 and q4, slower at f16 (0.8 times as fast)`. Empty of no comparison. */
function outcomesInWords(comparisons: readonly Comparison[], kind: ShownMeasure['kind']): string {
  const outcomes = (['better', 'level', 'worse'] as const).filter((outcome) => comparisons.some((each) => each.outcome === outcome));
  return outcomes
    .map((outcome) => {
      const own = comparisons.filter((each) => each.outcome === outcome);
      const where = outcomes.length > 1 ? ` at ${listed(own.map(({ precision }) => precision))}` : '';
      return outcomeWords[kind][outcome](rangeOf(own.map(({ ratio }) => ratio), kind), where);
    })
    .join(', ');
}

/** `where`: at which precisions, with a space before it; empty: at all. */
type InWords = Readonly<Record<Comparison['outcome'], (range: string, where: string) => string>>;

const outcomeWords: Readonly<Record<ShownMeasure['kind'], InWords>> = {
  speed: { better: (range, where) => `${range} times as fast${where}`, level: (_, where) => `level${where}`, worse: (range, where) => `slower${where} (${range} times as fast)` },
  time: { better: (range, where) => `${range} of the time${where}`, level: (_, where) => `level${where}`, worse: (range, where) => `slower${where} (${range} of the time)` },
  bytes: { better: (range, where) => `${range} of the bytes${where}`, level: (_, where) => `level${where}`, worse: (range, where) => `more${where} (${range} of the bytes)` },
};

/** `1.31 to 1.58`, `3.2%`; one number where both ends read alike. */
function rangeOf(ratios: readonly number[], kind: ShownMeasure['kind']): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const text = kind === 'speed' ? timesText : percentText;
  if (text(least) === text(most)) return text(least);
  return kind === 'speed' ? `${text(least)} to ${text(most)}` : `${text(least).replace('%', '')} to ${text(most)}`;
}

/** A ratio near one keeps the digits that tell it from one. */
export const timesText = (ratio: number): string => ratio.toLocaleString('en-GB', { maximumSignificantDigits: ratio < 2 && ratio > 0.5 ? 3 : 2 });

const percentText = (ratio: number): string => `${(100 * ratio).toLocaleString('en-GB', { maximumSignificantDigits: ratio > 0.9 && ratio < 2 ? 3 : 2 })}%`;

/**
 * Where the others, with all cores, are faster than ours: a ratio of one thread against one does not say so. Empty where they are not.
 * @param rows of one measure of one run
 */
export function threadsRemark(rows: readonly ComparedRow[]): string {
  const behind = benchPrecisions.flatMap((precision) => {
    const alike = rows.filter((row) => meansOf(row) === 'processor' && row.precision === precision);
    const own = bestOf(alike.filter(({ contestant }) => contestant === ours));
    const best = bestOf(alike.filter(({ contestant, threads }) => contestant !== ours && threads > 1));
    if (!own || !best || own.unit === 'bytes' || outcomeOf(own, best) !== 'worse') return [];
    const ratio = isMoreBetter(own) ? best.median / own.median : own.median / best.median;
    return [`at ${precision} ${best.contestant} with ${best.threads} threads is ${timesText(ratio)} times as fast as ours with ${own.threads}`];
  });
  if (behind.length === 0) return '';
  const sentence = listed(behind);
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
}
