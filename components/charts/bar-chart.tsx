import type { ReactNode } from 'react';
import type { Measure } from '@/lib/measure/measure';
import { figureText } from './format';
import { measureAttributes } from './measure-attributes';
import { Raised } from './raised';

export interface Bar {
  /** Unique among the bars; a bar that keeps its key keeps its place when its value changes. */
  readonly key: string;
  /** What is measured: a token, a setting. Spoken as it is read, so `spoken` says it better where it is a space or a sign. */
  readonly label: ReactNode;
  readonly spoken: string;
  readonly measure: Measure;
  /** Tells the bar's measure from the others', as `data-case`: a token's id, a setting. Default: the key. */
  readonly case?: string;
  /** A second value of the same unit, drawn as a fine line across the track: what the bar is compared with. */
  readonly reference?: Measure;
  /** The one the eye should find: the chosen token. Said in words too. */
  readonly chosen?: boolean;
  /** Drawn pale: it cannot be chosen (cut off by top-k or top-p), or stands for comparison. */
  readonly faded?: boolean;
  /** A word or two beside the bar, where it is not the chosen one: `cut off`. */
  readonly note?: string;
  /** Not to be chosen, where the others are: the sum of what has no row. */
  readonly inert?: boolean;
}

interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Value at the full width; default: the largest bar's. */
  readonly fullAt?: number;
  /** Makes each row a button. */
  readonly onSelect?: (bar: Bar) => void;
  /** What a click does, spoken after the bar: `branch the story here`. */
  readonly selectVerb?: string;
  /** What `chosen` means, in a word or two beside the bar: `chosen`. */
  readonly chosenWord?: string;
  /** What `reference` is, spoken after the bar's value: `the model’s own`. */
  readonly referenceWord?: string;
}

/** Horizontal bars, one a row, best first as given; with `onSelect`, every row is a button. */
export function BarChart({ label, bars, fullAt, onSelect, selectVerb = 'choose', chosenWord = 'chosen', referenceWord = 'reference' }: BarChartProps) {
  const spokenBar = ({ spoken, measure, reference, chosen, note }: Bar) =>
    [spoken, figureText(measure), reference && `${referenceWord} ${figureText(reference)}`, chosen ? chosenWord : note].filter(Boolean).join(', ');
  const full = fullAt ?? Math.max(...bars.map(({ measure }) => measure.value));
  // A proportion, and no scale of D3's: that brings 12 KB of colours, dates and formats into every lesson.
  const width = (value: number) => (full > 0 ? 100 * Math.min(Math.max(value / full, 0), 1) : 0);
  return (
    <ol className="bars" aria-label={label}>
      {bars.map((bar) => {
        const setting = bar.case ?? bar.key;
        const row = (
          <>
            <span className="bar-label">{bar.label}</span>
            <span className="bar-value" {...measureAttributes(bar.measure, setting)}>
              <Raised text={figureText(bar.measure)} />
            </span>
            {bar.reference && (
              <span className="visually-hidden" {...measureAttributes(bar.reference, setting)}>
                {referenceWord} {figureText(bar.reference)}
              </span>
            )}
            <svg className="bar-track" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
              <rect className="bar-mark" width={width(bar.measure.value)} height="10" />
              {bar.reference && <path className="bar-reference" d={`M${width(bar.reference.value)} -3v16`} vectorEffect="non-scaling-stroke" />}
            </svg>
            <span className="bar-note">{bar.chosen ? chosenWord : bar.note}</span>
          </>
        );
        return (
          <li key={bar.key} data-chosen={bar.chosen || undefined} data-faded={bar.faded || undefined}>
            {onSelect && !bar.inert ? (
              <button
                type="button"
                className="bar-row"
                onClick={() => onSelect(bar)}
                aria-label={`${spokenBar(bar)}: ${selectVerb}`}
              >
                {row}
              </button>
            ) : (
              <span className="bar-row">{row}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
