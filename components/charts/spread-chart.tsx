import './spread-chart.css';
import type { Measure } from '@/lib/measure/measure';
import { figureText } from './format';
import { measureAttributes } from './measure-attributes';
import { roundAbove } from './round-above';

export interface SpreadRow {
  /** Unique among the rows; also their `data-case`. */
  readonly key: string;
  /** What several rows have in common, written once, before the first of them: a precision. */
  readonly group: string;
  readonly label: string;
  /** The middle of several runs. */
  readonly measure: Measure;
  readonly least: number;
  readonly most: number;
  readonly mark: 'f32' | 'f16' | 'q8' | 'q4';
  /** The one that the others are compared with: a disc, and its name in bold; the others are bars. */
  readonly main: boolean;
  /** A few words at its end, where there is room for them. */
  readonly note?: string;
}

interface SpreadChartProps {
  readonly label: string;
  readonly rows: readonly SpreadRow[];
}

/** A line for each row: its middle as a mark, from its least to its most as a thin line, from zero on one common scale. */
export function SpreadChart({ label, rows }: SpreadChartProps) {
  const full = roundAbove(Math.max(...rows.map(({ most }) => most)));
  const at = (value: number) => ((100 * value) / full).toFixed(2);
  const { unit } = rows[0].measure;
  return (
    <div className="spread">
      <ol className="spread-rows" aria-label={label}>
        {rows.map(({ key, group, label: name, measure, least, most, mark, main, note }, index) => {
          const begins = rows[index - 1]?.group !== group;
          return (
            <li key={key} className={`spread-row spread-${mark}`} data-main={main || undefined} data-begins={begins || undefined}>
              <span className="spread-group">{begins ? group : <span className="visually-hidden">{group}</span>}</span>
              <span className="spread-label">{name}</span>
              <span className="spread-value" {...measureAttributes(measure, key)}>
                {figureText(measure)}
              </span>
              <svg className="spread-track" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
                <path className="spread-stem" d={`M0 5H${at(least)}`} vectorEffect="non-scaling-stroke" />
                <path className="spread-line" d={`M${at(least)} 5H${at(most)}`} vectorEffect="non-scaling-stroke" />
                <path className={main ? 'spread-disc' : 'spread-bar'} d={main ? `M${at(measure.value)} 5h0.01` : `M${at(measure.value)} 1v8`} strokeLinecap={main ? 'round' : 'butt'} vectorEffect="non-scaling-stroke" />
              </svg>
              <span className="visually-hidden">{least < most ? `from ${figureText({ value: least, unit })} to ${figureText({ value: most, unit })}` : ''}</span>
              <span className="spread-note">{note}</span>
            </li>
          );
        })}
      </ol>
      <p className="spread-axis" aria-hidden="true">
        <span>0</span>
        <span>{figureText({ value: full, unit })}</span>
      </p>
    </div>
  );
}
