'use client';

import './line-chart.css';
import './timeline-chart.css';
import { scaleLinear } from 'd3-scale';
import { figureText } from './format';
import { roundAbove } from './round-above';
import { useRoom } from './use-room';

/** One run: a block for the time before its first token, and a tick for each token. Times in milliseconds from its request. */
export interface TimelineRow {
  /** Unique among the rows. */
  readonly key: string;
  /** Written above it: `prompt of 32 tokens`. */
  readonly label: string;
  /** The end of the block; null while it is not known yet: it then reaches to `now`. */
  readonly firstMs: number | null;
  /** Of each token, the first one too. */
  readonly tokensMs: readonly number[];
  /** How far the run has come, while it is under way. */
  readonly nowMs?: number;
  /** Written in the block, or after it where there is no room. */
  readonly blockLabel: string;
  /** Drawn pale: it stands for comparison. */
  readonly faded?: boolean;
}

interface TimelineChartProps {
  readonly label: string;
  readonly rows: readonly TimelineRow[];
  /** Room for so many rows, so that nothing moves when another comes. */
  readonly places: number;
  /** The axis at least reaches so far, in milliseconds: a chart that fills while it is watched does not jump. */
  readonly leastMs: number;
}

/** In pixels at the usual size of type. */
const usualMargin = { top: 4, right: 14, bottom: 46, left: 2 };
const rowHeight = 58;
const bandHeight = 26;

/** Runs on one common clock, one below the other. */
export function TimelineChart({ label, rows, places, leastMs }: TimelineChartProps) {
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(560);
  const usualHeight = usualMargin.top + places * rowHeight + usualMargin.bottom;
  const height = usualHeight * size;
  const end = Math.max(leastMs, ...rows.map(({ firstMs, tokensMs, nowMs = 0 }) => Math.max(firstMs ?? 0, tokensMs.at(-1) ?? 0, nowMs)));
  const x = scaleLinear([0, roundAbove(Math.max(end, 1))], [usualMargin.left * size, width - usualMargin.right * size]);
  const axisY = height - usualMargin.bottom * size;
  const count = Math.max(2, Math.floor(width / (110 * size)));
  return (
    <div ref={box} className="timeline-chart" style={{ height: `${usualHeight / 16}rem` }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <g className="axis">
          <line className="axis-line" x1={x.range()[0]} x2={x.range()[1]} y1={axisY} y2={axisY} />
          {x.ticks(count).map((tick) => (
            <g key={tick} transform={`translate(${x(tick)} 0)`}>
              <line className="axis-grid" y1={usualMargin.top} y2={axisY} />
              <text x={0} y={axisY + 19 * size} textAnchor={tick === 0 ? 'start' : x(tick) > width - 24 * size ? 'end' : 'middle'}>
                {x.tickFormat(count)(tick)}
              </text>
            </g>
          ))}
          <text className="axis-label" x={x.range()[1]} y={axisY + 40 * size} textAnchor="end">
            milliseconds since the request
          </text>
        </g>
        {rows.map((row, index) => (
          <Row key={row.key} row={row} x={x} top={(usualMargin.top + index * rowHeight) * size} size={size} room={width} />
        ))}
      </svg>
    </div>
  );
}

interface RowProps {
  readonly row: TimelineRow;
  readonly x: (ms: number) => number;
  readonly top: number;
  readonly size: number;
  /** Pixels that its names have. */
  readonly room: number;
}

/** About the width of a letter of a label. */
const letterWidth = 7;

function Row({ row: { label, firstMs, tokensMs, nowMs = 0, blockLabel, faded }, x, top, size, room }: RowProps) {
  const bandTop = top + 22 * size;
  const blockEnd = x(firstMs ?? nowMs);
  const blockWidth = Math.max(0, blockEnd - x(0));
  const fits = blockWidth > (blockLabel.length * letterWidth + 12) * size;
  // After the ticks, or they would stand in the words.
  const after = x(Math.max(firstMs ?? nowMs, tokensMs.at(-1) ?? 0));
  return (
    <g className={faded ? 'timeline-row is-faded' : 'timeline-row'}>
      <text className="timeline-label" x={x(0)} y={top + 15 * size}>
        {label}
        {!fits && blockLabel && (label.length + blockLabel.length + 3) * letterWidth * size < room && <tspan className="timeline-aside">{` · ${blockLabel}`}</tspan>}
      </text>
      <rect className="timeline-block" x={x(0)} y={bandTop} width={blockWidth} height={bandHeight * size} />
      {fits && (
        <text className="timeline-in-block" x={x(0) + 6 * size} y={bandTop + (bandHeight / 2) * size} dominantBaseline="central">
          {blockLabel}
        </text>
      )}
      <path className="timeline-ticks" d={tokensMs.map((ms) => `M${x(ms).toFixed(1)} ${bandTop.toFixed(1)}v${(bandHeight * size).toFixed(1)}`).join('')} />
      {tokensMs.length > 1 && (
        <line className="timeline-base" x1={blockEnd} x2={after} y1={bandTop + (bandHeight / 2) * size} y2={bandTop + (bandHeight / 2) * size}>
          <title>{`${tokensMs.length} tokens, the last after ${figureText({ value: tokensMs.at(-1)!, unit: 'ms' })}`}</title>
        </line>
      )}
    </g>
  );
}
