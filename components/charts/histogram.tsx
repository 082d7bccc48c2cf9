'use client';

import './line-chart.css';
import './histogram.css';
import { scaleLinear } from 'd3-scale';
import type { Bins } from './histogram-bins';
import { useRoom } from './use-room';

interface HistogramProps {
  readonly label: string;
  readonly bins: Bins;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Fine lines through the whole height: values that something may have. */
  readonly levels?: readonly number[];
  /** What the lines are, written beside the first of them. */
  readonly levelsWord?: string;
  /** One value that the eye should find, with its name. */
  readonly point?: { readonly value: number; readonly name: string };
  /** In pixels of a page at its usual size of type. */
  readonly height?: number;
}

/** In pixels at the usual size of type. */
const usualMargin = { top: 40, right: 12, bottom: 44, left: 46 };

/** How many of many values lie where. */
export function Histogram({ label, bins, xLabel, yLabel, levels = [], levelsWord = '', point, height: usualHeight = 220 }: HistogramProps) {
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(560);
  const height = usualHeight * size;
  const [top, bottom, left] = [usualMargin.top * size, height - usualMargin.bottom * size, usualMargin.left * size];
  // Before it is laid out it may have no room at all.
  const right = Math.max(width - usualMargin.right * size, left + bins.counts.length);
  const { from, step, counts } = bins;
  const to = from + step * counts.length;
  const x = scaleLinear([from, to], [left, right]);
  const y = scaleLinear([0, Math.max(...counts, 1)], [bottom, top]).nice(3);
  const within = levels.filter((level) => level >= from && level <= to);
  const format = x.tickFormat(5);
  const isRight = point !== undefined && x(point.value) > (left + right) / 2;
  return (
    <div ref={box} className="histogram" style={{ minHeight: `${usualHeight / 16}rem` }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <g className="axis">
          {y.ticks(3).map((tick) => (
            <g key={tick} transform={`translate(0 ${y(tick)})`}>
              <line className="axis-grid" x1={left} x2={right} />
              <text x={left - 8} textAnchor="end" dominantBaseline="middle">
                {tick.toLocaleString('en-GB')}
              </text>
            </g>
          ))}
        </g>
        <g className="histogram-bars">
          {counts.map((count, index) => (
            <rect key={index} x={x(from + step * index) + 0.5} width={Math.max(x(from + step * (index + 1)) - x(from + step * index) - 1, 0.5)} y={y(count)} height={bottom - y(count)} />
          ))}
        </g>
        <g className="histogram-levels">
          {within.map((level, index) => (
            <line key={index} x1={x(level)} x2={x(level)} y1={top - 6 * size} y2={bottom} />
          ))}
          {within.length > 0 && (
            <text x={left} y={top - 12 * size}>
              {levelsWord}
            </text>
          )}
        </g>
        <g className="axis">
          <line className="axis-line" x1={left} x2={right} y1={bottom} y2={bottom} />
          {x.ticks(Math.max(2, Math.floor(width / (90 * size)))).map((tick) => (
            <g key={tick} transform={`translate(${x(tick)} ${bottom})`}>
              <line className="axis-line" y2="5" />
              <text y={19 * size} textAnchor="middle">
                {format(tick)}
              </text>
            </g>
          ))}
          <text className="axis-label" x={right} y={bottom + 38 * size} textAnchor="end">
            {xLabel}
          </text>
          <text className="axis-label" x={0} y={12 * size}>
            {yLabel}
          </text>
        </g>
        {point && (
          <g className="histogram-point" transform={`translate(${x(point.value)} ${bottom})`}>
            <path d={`M0 0L${-5 * size} ${-9 * size}H${5 * size}Z`} />
            <text y={-14 * size} textAnchor={isRight ? 'end' : 'start'}>
              {point.name}
            </text>
          </g>
        )}
      </svg>
    </div>
  );
}
