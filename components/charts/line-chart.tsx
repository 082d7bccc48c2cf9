'use client';

import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Series } from '@/lib/measure/measure';
import { Axis } from './axis';
import { useWidth } from './use-width';

export interface LineChartProps {
  readonly label: string;
  /** At most two: `training` and `inference` marks, or the given one. Each line is labelled at its end. */
  readonly series: readonly (Series & { readonly mark?: 'inference' | 'training' })[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Height in pixels. */
  readonly height?: number;
}

const margin = { top: 34, right: 16, bottom: 48, left: 48 };

/** Lines over a common x; y begins at zero. */
export function LineChart({ label, series, xLabel, yLabel, height = 260 }: LineChartProps) {
  const [box, width] = useWidth<HTMLDivElement>(640);
  const points = series.flatMap((one) => one.points);
  const [first = 0, last = 1] = extent(points, ([x]) => x);
  const x = scaleLinear([first, last === first ? first + 1 : last], [margin.left, width - margin.right]);
  const y = scaleLinear([0, max(points, ([, value]) => value) || 1], [height - margin.bottom, margin.top]).nice(4);
  const path = line<readonly [number, number]>(([px]) => x(px), ([, py]) => y(py));
  return (
    <div ref={box} className="line-chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Axis scale={y} side="left" at={margin.left} reach={width - margin.left - margin.right} label={yLabel} ticks={4} />
        <Axis scale={x} side="bottom" at={height - margin.bottom} reach={0} label={xLabel} ticks={Math.max(2, Math.floor(width / 110))} />
        {series.map((one) => {
          const end = one.points.at(-1);
          return (
            <g key={one.name} className={`line line-${one.mark ?? 'inference'}`}>
              <path d={path(one.points) ?? undefined} />
              {end && series.length > 1 && (
                <text x={x(end[0])} y={y(end[1]) - 8} textAnchor="end">
                  {one.name}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
