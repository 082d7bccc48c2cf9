import { scaleLinear } from 'd3-scale';
import type { KeyboardEvent, PointerEvent } from 'react';
import { roundAbove } from '@/components/charts/round-above';
import { useRoom } from '@/components/charts/use-room';
import type { Precision } from '@/lib/engine/generation/precision';
import type { BitsFrame } from './frame';
import { offBy, short } from './words';

interface BlockChartProps {
  readonly frame: BitsFrame;
  readonly precision: Precision;
  /** Index of the chosen weight in the window. */
  readonly chosen: number;
  readonly disabled: boolean;
  readonly onChoose: (index: number) => void;
}

const usualHeight = 260;
/** In pixels at the usual size of type. */
const usualMargin = { top: 14, right: 6, bottom: 30, left: 50 };

/** The window's weights side by side: a ring where each truly is, a dot where it is stored, the values it may have as fine lines. One is chosen by pointer or arrow keys. */
export function BlockChart({ frame, precision, chosen, disabled, onChoose }: BlockChartProps) {
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(480);
  const { truth, stored, shares } = frame;
  const height = usualHeight * size;
  const left = usualMargin.left * size;
  // Before it is laid out it may have no room at all.
  const right = Math.max(width - usualMargin.right * size, left + truth.length);
  const reach = roundAbove(Math.max(...truth.map(Math.abs), ...stored.map(Math.abs)));
  const x = scaleLinear([0, truth.length], [left, right]);
  const y = scaleLinear([-reach, reach], [height - usualMargin.bottom * size, usualMargin.top * size]);
  const middle = (index: number) => x(index + 0.5);
  const radius = Math.min(3.5 * size, (x(1) - x(0)) / 2.6);
  const format = y.tickFormat(5);

  const choose = (index: number) => !disabled && onChoose(Math.min(Math.max(index, 0), truth.length - 1));
  const byPointer = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => choose(Math.floor(x.invert(clientX - currentTarget.getBoundingClientRect().left)));
  const byKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: chosen - 1, ArrowDown: chosen - 1, ArrowRight: chosen + 1, ArrowUp: chosen + 1, Home: 0, End: truth.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    choose(moves[event.key]);
  };
  return (
    <div
      ref={box}
      className="block-chart"
      data-precision={precision}
      style={{ minHeight: `${usualHeight / 16}rem` }}
      role="slider"
      tabIndex={0}
      aria-label="The chosen weight"
      aria-disabled={disabled}
      aria-valuemin={frame.firstColumn}
      aria-valuemax={frame.firstColumn + truth.length - 1}
      aria-valuenow={frame.firstColumn + chosen}
      aria-valuetext={`weight ${frame.firstColumn + chosen}: ${short(truth[chosen])}, at ${precision} ${short(stored[chosen])}, ${offBy(stored[chosen], truth[chosen])}`}
      onPointerDown={byPointer}
      onKeyDown={byKey}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect className="block-chosen" x={x(chosen)} width={x(1) - x(0)} y={y(reach)} height={y(-reach) - y(reach)} />
        {shares.map(({ first, count, levels }) => (
          <g key={first}>
            {first > 0 && <line className="block-edge" x1={x(first)} x2={x(first)} y1={y(reach)} y2={y(-reach)} />}
            {levels.map((level, index) => (
              <line key={index} className="block-level" x1={x(first) + 1} x2={x(first + count) - 1} y1={y(level)} y2={y(level)} />
            ))}
          </g>
        ))}
        <g className="axis">
          {y.ticks(5).map((tick) => (
            <g key={tick} transform={`translate(0 ${y(tick)})`}>
              {tick === 0 && <line className="axis-line" x1={left} x2={right} />}
              <text x={left - 8} textAnchor="end" dominantBaseline="middle">
                {format(tick)}
              </text>
            </g>
          ))}
          <text className="axis-label" x={right} y={height - 6 * size} textAnchor="end">
            ring: true value · dot: stored at {precision}
          </text>
        </g>
        {truth.map((value, index) => (
          <g key={index}>
            <line className="block-error" x1={middle(index)} x2={middle(index)} y1={y(value)} y2={y(stored[index])} />
            <circle className="block-true" cx={middle(index)} cy={y(value)} r={radius} />
            <circle className="block-stored" cx={middle(index)} cy={y(stored[index])} r={radius * 0.62} />
          </g>
        ))}
      </svg>
    </div>
  );
}
