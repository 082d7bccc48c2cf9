'use client';

import './line-chart.css';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Series } from '@/lib/measure/measure';
import { apart } from './apart';
import { figureText } from './format';
import { useRoom } from './use-room';

export interface Line {
  readonly series: Series;
  /** How it is drawn: the run in question, another beside it, or by the precision that made it. */
  readonly mark: 'main' | 'other' | 'f32' | 'f16' | 'q8' | 'q4' | 'q2';
  /** Written at its end; none where it would say the same as the title. */
  readonly label?: string;
}

interface LineChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  /** Of the points' x: `position in the text, tokens`. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** Height in pixels of a page at its usual size of type. */
  readonly height?: number;
  /** The axes at least reach so far: a chart that fills while it is watched does not jump. */
  readonly least?: { readonly x: readonly [number, number]; readonly y: number };
}

/** In pixels at the usual size of type. */
const usualMargin = { top: 30, right: 44, bottom: 46, left: 46 };

/** Lines over a common x; y begins at zero. Each is labelled at its end. */
export function LineChart({ label, lines, xLabel, yLabel, height: usualHeight = 240, least = { x: [0, 1], y: 0 } }: LineChartProps) {
  const [box, { width, scale }] = useRoom<HTMLDivElement>(560);
  const height = usualHeight * scale;
  const margin = { top: usualMargin.top * scale, right: usualMargin.right * scale, bottom: usualMargin.bottom * scale, left: usualMargin.left * scale };
  const points = lines.flatMap(({ series }) => series.points);
  const xs = [...least.x, ...points.map(([px]) => px)];
  const x = scaleLinear([Math.min(...xs), Math.max(...xs)], [margin.left, width - margin.right]);
  const y = scaleLinear([0, Math.max(least.y, ...points.map(([, py]) => py)) || 1], [height - margin.bottom, margin.top]).nice(4);
  const path = (one: Series) => one.points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
  const labelHeights = apart(lines.map(({ series }) => y(series.points.at(-1)?.[1] ?? 0)), 15 * scale);
  return (
    <div ref={box} className="line-chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Ticks scale={y} size={scale} side="left" at={margin.left} reach={width - margin.left - margin.right} label={yLabel} count={4} />
        <Ticks scale={x} size={scale} side="bottom" at={height - margin.bottom} reach={0} label={xLabel} count={Math.max(2, Math.floor(width / (110 * scale)))} />
        {lines.map(({ series, mark, label: name }, index) => {
          const end = series.points.at(-1);
          return (
            <g key={index} className={`line line-${mark}`}>
              {series.points.length === 1 ? <circle cx={x(end![0])} cy={y(end![1])} r="2" /> : <path d={path(series)} />}
              {end && name && (
                <text x={x(end[0]) + 6} y={labelHeights[index]} dominantBaseline="middle">
                  <title>{`${name}: ${figureText({ value: end[1], unit: series.unit })}`}</title>
                  {name}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface TicksProps {
  readonly scale: ScaleLinear<number, number>;
  /** How much larger than usual the page's type is. */
  readonly size: number;
  readonly side: 'bottom' | 'left';
  /** Where the axis lies on the other dimension, in pixels. */
  readonly at: number;
  /** How far its grid lines reach from there, in pixels; 0: none. */
  readonly reach: number;
  readonly label: string;
  readonly count: number;
}

/** A thin axis with its unit. */
function Ticks({ scale, size, side, at, reach, label, count }: TicksProps) {
  const [start, end] = scale.range();
  const format = scale.tickFormat(count);
  const isBottom = side === 'bottom';
  return (
    <g className="axis" transform={isBottom ? `translate(0 ${at})` : `translate(${at} 0)`}>
      {isBottom && <line className="axis-line" x1={start} x2={end} />}
      {scale.ticks(count).map((tick) => (
        <g key={tick} transform={isBottom ? `translate(${scale(tick)} 0)` : `translate(0 ${scale(tick)})`}>
          {reach > 0 && <line className="axis-grid" x2={reach} />}
          {isBottom && <line className="axis-line" y2="5" />}
          <text x={isBottom ? 0 : -8} y={isBottom ? 19 * size : 0} textAnchor={isBottom ? 'middle' : 'end'} dominantBaseline={isBottom ? 'auto' : 'middle'}>
            {format(tick)}
          </text>
        </g>
      ))}
      <text className="axis-label" x={isBottom ? end : -usualMargin.left * size} y={(isBottom ? 40 : 12) * size} textAnchor={isBottom ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  );
}
