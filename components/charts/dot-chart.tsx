import './dot-chart.css';
import { scaleLog } from 'd3-scale';
import type { Measure } from '@/lib/measure/measure';
import { figureText, formatFigure } from './format';
import { measureAttributes } from './measure-attributes';
import { ProvenanceChip } from './provenance-chip';

/** A row: one figure, or the two ends of a range. */
export interface Dot {
  readonly key: string;
  readonly label: string;
  readonly low: Measure;
  /** The upper end; absent: one figure. */
  readonly high?: Measure;
  /** The one the eye should find. */
  readonly mark?: 'main';
}

interface DotChartProps {
  readonly label: string;
  /** Of one unit, each above zero. */
  readonly dots: readonly Dot[];
  /** Of the axis, with its unit. */
  readonly axis: string;
}

/** Figures from tiny to huge on one logarithmic axis, a row each: its label, its value and where it comes from, and the dot under them. */
export function DotChart({ label, dots, axis }: DotChartProps) {
  const values = dots.flatMap(({ low, high }) => [low.value, high?.value ?? low.value]);
  const scale = scaleLog(decadesAround(values), [1.5, 98.5]);
  const at = (value: number) => `${scale(value).toFixed(2)}%`;
  const decades = decadesWithin(scale.domain() as [number, number]);
  const { unit } = dots[0].low;
  return (
    <div className="dots" role="group" aria-label={label}>
      {dots.map(({ key, label: name, low, high, mark }) => (
        <div key={key} className="dot-row" data-mark={mark}>
          <div className="dot-head">
            <span className="dot-label">{name}</span>
            <span className="dot-figure">
              <span {...measureAttributes(low, high ? `${key}-lowest` : key)}>{high ? formatFigure(low.value, low.unit).number : figureText(low)}</span>
              {high && (
                <>
                  to <span {...measureAttributes(high, `${key}-highest`)}>{figureText(high)}</span>
                </>
              )}
              <ProvenanceChip provenance={low.provenance} of={name} />
            </span>
          </div>
          <svg className="dot-track" aria-hidden="true">
            {decades.map((decade) => (
              <line key={decade} className="dot-grid" x1={at(decade)} x2={at(decade)} y2="100%" />
            ))}
            {high && <line className="dot-range" x1={at(low.value)} x2={at(high.value)} y1="50%" y2="50%" />}
            <circle className="dot" cx={at(low.value)} cy="50%" />
            {high && <circle className="dot" cx={at(high.value)} cy="50%" />}
          </svg>
        </div>
      ))}
      <svg className="dot-axis" aria-hidden="true">
        {decades.map((decade, index) => (
          <text key={decade} x={at(decade)} y="1em" textAnchor={index === 0 ? 'start' : index === decades.length - 1 ? 'end' : 'middle'}>
            {formatFigure(decade, unit).number}
          </text>
        ))}
        <text x="100%" y="2.4em" textAnchor="end">
          {axis}
        </text>
      </svg>
    </div>
  );
}

/** The powers of ten that enclose the values: one decade at least. */
export function decadesAround(values: readonly number[]): [number, number] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

/** Each power of ten from one end to the other. */
export function decadesWithin([low, high]: readonly [number, number]): readonly number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}
