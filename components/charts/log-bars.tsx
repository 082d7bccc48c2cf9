import './log-bars.css';
import type { Measure } from '@/lib/measure/measure';
import { figureText } from './format';
import { measureAttributes } from './measure-attributes';
import { Raised } from './raised';

export interface LogBar {
  readonly key: string;
  readonly label: string;
  readonly measure: Measure;
  /** As `data-case`. */
  readonly case?: string;
  readonly mark: 'training' | 'inference';
}

interface LogBarsProps {
  readonly label: string;
  readonly bars: readonly LogBar[];
  /** Where the axis ends, in powers of ten. It begins at 1. */
  readonly power: number;
  /** A tick at every so many-th power. */
  readonly every: number;
  /** Under the axis: `operations; each tick is a thousand times the one before it`. */
  readonly unit: string;
}

/** Bars over an axis on which each step is so many times the one before: for figures that no even scale holds together. */
export function LogBars({ label, bars, power, every, unit }: LogBarsProps) {
  const share = (value: number) => (value > 1 ? Math.min(100, (100 * Math.log10(value)) / power) : 0);
  const ticks = Array.from({ length: Math.floor(power / every) + 1 }, (_, place) => place * every);
  return (
    <div className="log-bars" role="group" aria-label={label}>
      {bars.map((bar) => (
        <div key={bar.key} className={`log-bar log-bar-${bar.mark}`}>
          <div className="log-bar-head">
            <span>{bar.label}</span>
            <span className="log-bar-value" {...measureAttributes(bar.measure, bar.case)}>
              <Raised text={figureText(bar.measure)} />
            </span>
          </div>
          <div className="log-bar-track" aria-hidden="true">
            <div className="log-bar-mark" style={{ width: `${share(bar.measure.value).toFixed(2)}%` }} />
          </div>
        </div>
      ))}
      <div className="log-bars-axis" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${((100 * tick) / power).toFixed(2)}%` }}>
            {tick === 0 ? '1' : <>10<sup>{tick}</sup></>}
          </span>
        ))}
      </div>
      <p className="log-bars-unit">{unit}</p>
    </div>
  );
}
