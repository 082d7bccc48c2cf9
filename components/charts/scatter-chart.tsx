'use client';

import './line-chart.css';
import './scatter-chart.css';
import { type ScaleLogarithmic, scaleLog } from 'd3-scale';
import type { CSSProperties } from 'react';
import type { Series } from '@/lib/measure/measure';
import { type LogDomain, type Mark, decades, logDomain, markPath, ray, strip } from './scatter-geometry';
import { useRoom } from './use-room';

export interface ScatterGroup {
  /** Points are (expected, found): x and y in the same unit, above zero. */
  readonly series: Series;
  readonly mark: Mark;
  /** Drawn as outlines: points that prove less. */
  readonly hollow?: boolean;
  /** Of each point, for who rests the pointer on it. */
  readonly names: readonly string[];
}

/** A strip along the diagonal: y between `low` and `high` times x, with what each of its edges is called; an edge without a name has none drawn. */
export interface Band {
  readonly low: number;
  readonly high: number;
  readonly lowLabel: string;
  readonly highLabel: string;
}

interface ScatterChartProps {
  readonly label: string;
  readonly groups: readonly ScatterGroup[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** The widest first: they are drawn over each other. */
  readonly bands: readonly Band[];
  /** What filled and hollow marks stand for, below the chart. */
  readonly filledWord: string;
  readonly hollowWord: string;
}

/** In pixels at the usual size of type; across and down they sum to the same, so the drawing is square where its box is. */
const usualMargin = { top: 46, right: 52, bottom: 52, left: 46 };
const usualRadius = 4.5;
/** At least so far apart, in pixels at the usual size of type: the width of `1,000` and some air. */
const tickRoom = 46;

/** Tells the style sheet how large the marks are: their outlines grow with them. */
const sized = (radius: number) => ({ '--radius': `${radius}px` }) as CSSProperties;

type Scale = ScaleLogarithmic<number, number>;

/** What was found over what was expected, both axes logarithmic and alike: on the diagonal they are equal. */
export function ScatterChart({ label, groups, xLabel, yLabel, bands, filledWord, hollowWord }: ScatterChartProps) {
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(560);
  const domain = logDomain(groups.flatMap(({ series }) => series.points.flat()));
  const x = scaleLog(domain, [usualMargin.left * size, width - usualMargin.right * size]);
  const y = scaleLog(domain, [width - usualMargin.bottom * size, usualMargin.top * size]);
  // On a phone the marks of a crowd would hide each other.
  const radius = Math.min(usualRadius * size, Math.max(3.2, (x.range()[1] - x.range()[0]) / 70));
  return (
    <div className="scatter">
      <div ref={box} className="scatter-box">
        <svg viewBox={`0 0 ${width} ${width}`} role="img" aria-label={label}>
          <Bands x={x} y={y} size={size} domain={domain} bands={bands} />
          <Axes x={x} y={y} size={size} domain={domain} xLabel={xLabel} yLabel={yLabel} />
          {groups.map(({ series, mark, hollow, names }, index) => (
            <g key={index} className={`scatter-points mark-${mark}${hollow ? ' is-hollow' : ''}`} style={sized(radius)}>
              {series.points.map(([px, py], place) => (
                <path key={place} d={markPath(mark, radius)} transform={`translate(${x(px).toFixed(1)} ${y(py).toFixed(1)})`}>
                  <title>{names[place]}</title>
                </path>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <Key groups={groups} filledWord={filledWord} hollowWord={hollowWord} />
    </div>
  );
}

interface BandsProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly size: number;
  readonly domain: LogDomain;
  readonly bands: readonly Band[];
}

/** The strips, the diagonal, and their names where each line leaves the square. */
function Bands({ x, y, size, domain, bands }: BandsProps) {
  const path = (points: readonly (readonly [number, number])[]) => points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
  const right = x(domain[1]);
  const top = y(domain[1]);
  const edges = bands.flatMap(({ low, high, lowLabel, highLabel }) => [{ factor: low, name: lowLabel }, { factor: high, name: highLabel }]);
  // Below the diagonal lines leave at the right, nearest first; the names keep a line of type between them.
  const least = 16 * size;
  const lower = [{ factor: 1, name: 'equal' }, ...edges.filter(({ factor }) => factor < 1).toSorted((a, b) => b.factor - a.factor)];
  let last = top - least + 4 * size;
  const names = lower.map(({ factor, name }) => {
    last = Math.max(y(domain[1] * factor), last + least);
    return { name, height: last };
  });
  const [nearest, ...others] = edges.filter(({ factor }) => factor > 1).toSorted((a, b) => a.factor - b.factor);
  return (
    <g className="scatter-bands">
      {bands.map(({ low, high }, index) => (
        <path key={index} className={`scatter-band scatter-band-${index}`} d={`${path(strip(domain, low, high))}Z`} />
      ))}
      {edges.map(({ factor }) => (
        <path key={factor} className="scatter-edge" d={path(ray(domain, factor))} />
      ))}
      <path className="scatter-diagonal" d={path(ray(domain, 1))} />
      {names.map(({ name, height }) => (
        <text key={name} x={right + 6 * size} y={height} dominantBaseline="middle">
          {name}
        </text>
      ))}
      {nearest && (
        <text x={x(domain[1] / nearest.factor)} y={top - 8 * size}>
          {nearest.name}
        </text>
      )}
      {others.map(({ factor, name }) => (
        <text key={name} x={Math.min(x(domain[1] / factor), x(domain[1] / nearest.factor) - 6 * size)} y={top - 8 * size} textAnchor="end">
          {name}
        </text>
      ))}
    </g>
  );
}

interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly size: number;
  readonly domain: LogDomain;
  readonly xLabel: string;
  readonly yLabel: string;
}

const tickText = (value: number) => value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });

/** Thin axes, a fine line at each power of ten. */
function Axes({ x, y, size, domain, xLabel, yLabel }: AxesProps) {
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  const ticks = decades(domain);
  const every = Math.ceil((tickRoom * size) / Math.abs(x(ticks[1]) - x(ticks[0])));
  return (
    <g className="axis">
      {ticks.filter((_, index) => index % every === 0).map((tick) => (
        <g key={tick}>
          <line className="axis-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <line className="axis-grid" x1={x(tick)} x2={x(tick)} y1={bottom} y2={top} />
          <text x={left - 6 * size} y={y(tick)} textAnchor="end" dominantBaseline="middle">
            {shortTick(tick)}
          </text>
          <text x={x(tick)} y={bottom + 18 * size} textAnchor="middle">
            {shortTick(tick)}
          </text>
        </g>
      ))}
      <line className="axis-line" x1={left} x2={right} y1={bottom} y2={bottom} />
      <line className="axis-line" x1={left} x2={left} y1={bottom} y2={top} />
      <text className="axis-label" x={right} y={bottom + 42 * size} textAnchor="end">
        {xLabel}
      </text>
      <text className="axis-label" x={0} y={14 * size}>
        {yLabel}
      </text>
    </g>
  );
}

/** Thousands as `10k`: five digits are wider than a phone's margin. */
const shortTick = (tick: number) => (tick >= 10_000 ? `${tickText(tick / 1000)}k` : tickText(tick));

/** Which shape is which group, and what hollow means. */
function Key({ groups, filledWord, hollowWord }: Pick<ScatterChartProps, 'groups' | 'filledWord' | 'hollowWord'>) {
  const marks = [...new Map(groups.map(({ mark, series }) => [mark, series.name])).entries()];
  return (
    <ul className="scatter-key">
      {marks.map(([mark, name]) => (
        <li key={mark}>
          <Swatch mark={mark} /> {name}
        </li>
      ))}
      <li>
        <Swatch mark="circle" plain /> {filledWord}
      </li>
      {groups.some(({ hollow }) => hollow) && (
        <li>
          <Swatch mark="circle" plain hollow /> {hollowWord}
        </li>
      )}
    </ul>
  );
}

/** A mark beside its name; the style sheet gives its size, so that it has it before any script. */
function Swatch({ mark, plain, hollow }: { readonly mark: Mark; readonly plain?: boolean; readonly hollow?: boolean }) {
  return (
    <svg className={`scatter-points mark-${plain ? 'plain' : mark}${hollow ? ' is-hollow' : ''}`} viewBox="-7 -7 14 14" style={sized(usualRadius)} aria-hidden="true">
      <path d={markPath(mark, usualRadius)} />
    </svg>
  );
}
