'use client';

import './line-chart.css';
import './roofline-chart.css';
import { type ScaleLogarithmic, scaleLog } from 'd3-scale';
import { apart } from './apart';
import { figureText } from './format';
import { attainable, type Roof, roofLine, rooflineDomain, type RooflineDomain, type RooflinePoint } from './roofline-geometry';
import { decades, type Mark, markPath } from './scatter-geometry';
import { useRoom } from './use-room';

interface RooflineChartProps {
  readonly label: string;
  readonly roofs: readonly Roof[];
  readonly points: readonly RooflinePoint[];
  /** Height in pixels of a page at its usual size of type. */
  readonly height?: number;
}

/** In pixels at the usual size of type. */
const usualMargin = { top: 34, right: 14, bottom: 48, left: 48 };
const labelLine = 15;
/** Marks nearer than this to each other are a crowd, in pixels at the usual size of type. */
const crowdWidth = 48;
/** At least so far apart, in pixels at the usual size of type. */
const tickRoom = 40;

/** One shape for each kind of point: they are told apart without their colours. */
const shapes: Readonly<Record<RooflinePoint['mark'], Mark>> = { main: 'circle', other: 'diamond', f32: 'circle', f16: 'square', q8: 'triangle', q4: 'diamond', q2: 'wedge' };

type Scale = ScaleLogarithmic<number, number>;

/**
 * What devices allow at each number of operations for a byte (lines), and what was reached (points), both axes logarithmic. Under a slope
 * memory is the limit, under a flat top arithmetic is. Numbers for its table: `rooflineTable`.
 */
export function RooflineChart({ label, roofs, points, height: usualHeight = 340 }: RooflineChartProps) {
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(560);
  const height = usualHeight * size;
  const domain = rooflineDomain(roofs, points);
  const x = scaleLog(domain.x, [usualMargin.left * size, width - usualMargin.right * size]);
  const y = scaleLog(domain.y, [height - usualMargin.bottom * size, usualMargin.top * size]);
  return (
    <div ref={box} className="roofline-chart" style={{ height: `${usualHeight / 16}rem` }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Axes x={x} y={y} size={size} domain={domain} />
        <Roofs roofs={roofs} x={x} y={y} size={size} domain={domain} />
        <Points points={points} x={x} y={y} size={size} width={width} />
      </svg>
    </div>
  );
}

interface DrawnProps {
  readonly x: Scale;
  readonly y: Scale;
  /** How much larger than usual the page’s type is. */
  readonly size: number;
}

/** Each with its name over the end of its flat top; names keep a line of type between them. */
function Roofs({ roofs, x, y, size, domain }: DrawnProps & { readonly roofs: readonly Roof[]; readonly domain: RooflineDomain }) {
  const heights = apart(roofs.map((roof) => y(attainable(roof, domain.x[1])) - 6 * size), labelLine * size);
  return (
    <g className="roofs">
      {roofs.map((roof, index) => (
        <g key={index} className={roof.mine ? 'roof is-mine' : 'roof'}>
          <path d={roofLine(roof, domain.x).map(([px, py], place) => `${place === 0 ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('')} />
          <text x={x(domain.x[1])} y={heights[index]} textAnchor="end">
            <title>{`${roof.name}: ${figureText({ value: roof.bytesPerSecond, unit: 'bytes/s' })}, ${figureText({ value: roof.flopsPerSecond, unit: 'flops/s' })}`}</title>
            {roof.name}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Each with its name beside it, on the side where there is room, and a fine line to a name that had to move. */
function Points({ points, x, y, size, width }: DrawnProps & { readonly points: readonly RooflinePoint[]; readonly width: number }) {
  const radius = 5 * size;
  const places = points.map(({ intensity, flopsPerSecond }) => ({ px: x(intensity), py: y(flopsPerSecond) }));
  const named = points.flatMap(({ quiet }, index) => (quiet ? [] : [index]));
  const moved = apart(named.map((index) => places[index].py), labelLine * size);
  // A crowd's names stand round its middle.
  const excess = Math.max(0, ...moved) - Math.max(0, ...named.map((index) => places[index].py));
  const heightOf = new Map(named.map((index, place) => [index, moved[place] - excess / 2]));
  return (
    <g className="roofline-points">
      {points.map(({ name, mark, intensity, flopsPerSecond }, index) => {
        const { px, py } = places[index];
        const isLeft = px > width * 0.6;
        // Beside the whole crowd, or the name would lie on a neighbour's mark.
        const crowd = places.map((place) => place.px).filter((other) => Math.abs(other - px) < crowdWidth * size);
        const labelX = isLeft ? Math.min(...crowd) - 14 * size : Math.max(...crowd) + 14 * size;
        const height = heightOf.get(index);
        return (
          <g key={index} className={`point point-${mark}`}>
            {height !== undefined && <path className="point-leader" d={`M${px.toFixed(1)} ${py.toFixed(1)}L${(labelX + (isLeft ? 2 : -2)).toFixed(1)} ${height.toFixed(1)}`} />}
            <path className="point-mark" d={markPath(shapes[mark], radius)} transform={`translate(${px.toFixed(1)} ${py.toFixed(1)})`}>
              <title>{`${name}: ${figureText({ value: flopsPerSecond, unit: 'flops/s' })} at ${intensity.toPrecision(2)} FLOPs a byte`}</title>
            </path>
            {height !== undefined && (
              <text x={labelX} y={height} textAnchor={isLeft ? 'end' : 'start'} dominantBaseline="middle">
                {name}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Thin axes, a fine line at each power of ten. */
function Axes({ x, y, size, domain }: DrawnProps & { readonly domain: RooflineDomain }) {
  const [left, right] = x.range();
  const [bottom, top] = y.range();
  const xTicks = decades(domain.x);
  const yTicks = decades(domain.y);
  const everyOf = (scale: Scale, ticks: readonly number[]) => Math.max(1, Math.ceil((tickRoom * size) / Math.abs(scale(ticks[1]) - scale(ticks[0]))));
  const [everyX, everyY] = [everyOf(x, xTicks), everyOf(y, yTicks)];
  return (
    <g className="axis">
      {yTicks.filter((_, place) => place % everyY === 0).map((tick) => (
        <g key={tick}>
          <line className="axis-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6 * size} y={y(tick)} textAnchor="end" dominantBaseline="middle">
            {prefixed(tick)}
          </text>
        </g>
      ))}
      {xTicks.filter((_, place) => place % everyX === 0).map((tick) => (
        <g key={tick}>
          <line className="axis-grid" x1={x(tick)} x2={x(tick)} y1={bottom} y2={top} />
          <text x={x(tick)} y={bottom + 18 * size} textAnchor="middle">
            {tick.toLocaleString('en-GB', { maximumSignificantDigits: 3 })}
          </text>
        </g>
      ))}
      <line className="axis-line" x1={left} x2={right} y1={bottom} y2={bottom} />
      <line className="axis-line" x1={left} x2={left} y1={bottom} y2={top} />
      <text className="axis-label" x={right} y={bottom + 40 * size} textAnchor="end">
        FLOPs for each byte read
      </text>
      <text className="axis-label" x={0} y={13 * size}>
        FLOP/s
      </text>
    </g>
  );
}

const prefixes = [
  { from: 1e15, sign: 'P' },
  { from: 1e12, sign: 'T' },
  { from: 1e9, sign: 'G' },
  { from: 1e6, sign: 'M' },
] as const;

/** `10 G` for ten thousand million: what a phone’s margin has room for. */
function prefixed(value: number): string {
  const prefix = prefixes.find(({ from }) => value >= from);
  return prefix ? `${(value / prefix.from).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} ${prefix.sign}` : value.toLocaleString('en-GB');
}
