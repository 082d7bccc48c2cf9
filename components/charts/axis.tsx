import type { ScaleLinear } from 'd3-scale';

export interface AxisProps {
  readonly scale: ScaleLinear<number, number>;
  readonly side: 'bottom' | 'left';
  /** Where the axis line lies on the other dimension, in pixels. */
  readonly at: number;
  /** How far grid lines reach, in pixels from `at`; 0: none. */
  readonly reach: number;
  /** The quantity and its unit: `gap between tokens, ms`. */
  readonly label: string;
  readonly ticks: number;
}

/** A thin axis with its unit. */
export function Axis({ scale, side, at, reach, label, ticks }: AxisProps) {
  const [start, end] = scale.range();
  const format = scale.tickFormat(ticks);
  return (
    <g className="axis" transform={side === 'bottom' ? `translate(0 ${at})` : `translate(${at} 0)`}>
      {side === 'bottom' && <line className="axis-line" x1={start} x2={end} />}
      {scale.ticks(ticks).map((tick) => (
        <g key={tick} transform={side === 'bottom' ? `translate(${scale(tick)} 0)` : `translate(0 ${scale(tick)})`}>
          {side === 'left' && reach > 0 && <line className="axis-grid" x2={reach} />}
          {side === 'bottom' && <line className="axis-line" y2="5" />}
          <text x={side === 'left' ? -8 : 0} y={side === 'bottom' ? 20 : 0} textAnchor={side === 'left' ? 'end' : 'middle'} dominantBaseline={side === 'left' ? 'middle' : 'auto'}>
            {format(tick)}
          </text>
        </g>
      ))}
      <text className="axis-label" x={side === 'bottom' ? end : 0} y={side === 'bottom' ? 40 : Math.min(start, end) - 14} textAnchor={side === 'bottom' ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  );
}
