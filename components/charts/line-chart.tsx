'use client';

import './line-chart.css';
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import type { Series } from '@/lib/measure/measure';
import { apart, labelStarts } from './apart';
import { figureText } from './format';
import { type Axis, type AxisScale, axisOf, nearestStop, stopByKey, tickText } from './line-geometry';
import { RaisedInDrawing } from './raised';
import { useRoom } from './use-room';

export type { AxisScale } from './line-geometry';

export interface Line {
  readonly series: Series;
  /** How it is drawn: the run in question, another beside it (dashed), by the phase it belongs to (`training-fine`: every step of it, behind another), or by the precision that made it. */
  readonly mark: 'main' | 'other' | 'training' | 'training-other' | 'training-fine' | 'inference' | 'inference-other' | 'f32' | 'f16' | 'q8' | 'q4' | 'q2';
  /** Written at its end; none where it would say the same as the title. */
  readonly label?: string;
}

/** A point with a name: where two lines cross, a station on the way. */
export interface Note {
  readonly x: number;
  readonly y: number;
  /** Above it; none: only the point. */
  readonly label?: string;
}

/** A place on the x axis that the reader may move, from stop to stop: by pointer anywhere on the chart, or by a slider's keys. */
export interface Scrub {
  /** What is moved: `Training step`. */
  readonly label: string;
  readonly value: number;
  /** Ascending. */
  readonly stops: readonly number[];
  /** The value as it is spoken: `step 160`. */
  readonly valueText: string;
  readonly disabled?: boolean;
  readonly onScrub: (stop: number) => void;
}

interface LineChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  /** Of the points' x: `position in the text, tokens`. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** Default: linear. A point that the axis cannot hold (zero, on a logarithmic one) is left out. */
  readonly xScale?: AxisScale;
  /** `zero`, the default: even, from zero. */
  readonly yScale?: 'zero' | 'log';
  /** Just these ticks. */
  readonly xTicks?: readonly number[];
  /** How ticks are written; default: as short as may be. */
  readonly xFormat?: (tick: number) => string;
  readonly yFormat?: (tick: number) => string;
  /** Height in pixels of a page at its usual size of type. */
  readonly height?: number;
  /** The axes at least reach so far: a chart that fills while it is watched does not jump. */
  readonly least?: { readonly x: readonly [number, number]; readonly y: number };
  readonly notes?: readonly Note[];
  /** A fine line up from the x axis, with a word or two at its top. */
  readonly marker?: { readonly x: number; readonly label?: string };
  readonly scrub?: Scrub;
  /** Room for the labels at the lines' ends, in pixels at the usual size of type. */
  readonly labelRoom?: number;
}

/** In pixels at the usual size of type. */
const usualMargin = { top: 30, right: 44, bottom: 46, left: 50 };
/** So far apart at least, in pixels at the usual size of type: a tick's words and some air. */
const tickRoom = { linear: 110, other: 58, bottomUp: 46 };

/** Lines over a common x. Each is labelled at its end. */
export function LineChart(props: LineChartProps) {
  const { label, lines, xLabel, yLabel, xScale = 'linear', yScale = 'zero', xTicks, xFormat, yFormat, height: usualHeight = 240, least, notes = [], marker, scrub, labelRoom = usualMargin.right } = props;
  const [box, { width, scale: size }] = useRoom<HTMLDivElement>(560);
  const height = usualHeight * size;
  const margin = { top: usualMargin.top * size, right: labelRoom * size, bottom: usualMargin.bottom * size, left: usualMargin.left * size };
  const points = lines.flatMap(({ series }) => series.points);
  const x = axisOf({
    scale: xScale,
    values: [...(least?.x ?? []), ...points.map(([px]) => px)],
    range: [margin.left, Math.max(margin.left + 1, width - margin.right)],
    count: Math.max(2, Math.floor(width / ((xScale === 'linear' ? tickRoom.linear : tickRoom.other) * size))),
    rounded: false,
    ticks: xTicks,
  });
  const y = axisOf({
    scale: yScale === 'log' ? 'log' : 'linear',
    values: [...(yScale === 'log' ? [] : [0]), ...(least ? [least.y] : []), ...points.map(([, py]) => py)],
    range: [height - margin.bottom, margin.top],
    count: yScale === 'log' ? Math.max(3, Math.floor(usualHeight / tickRoom.bottomUp)) : 4,
    rounded: true,
  });
  const held = (one: Series) => one.points.filter(([px, py]) => x.holds(px) && y.holds(py));
  const path = (some: Series['points']) => some.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x.at(px).toFixed(1)} ${y.at(py).toFixed(1)}`).join('');
  const ends = lines.map(({ series }) => {
    const [px, py] = held(series).at(-1) ?? [least?.x[0] ?? 0, 0];
    return { x: x.at(px), y: y.at(py) };
  });
  const labelHeights = apart(ends.map((end) => end.y), 15 * size);
  const starts = labelStarts(ends, { x: 60 * size, y: 30 * size });
  const [bottom, top] = y.range;
  return (
    // In rem: as high as it will be before the size of the page's type is known.
    <div ref={box} className="line-chart" style={{ height: `${usualHeight / 16}rem` }} data-scrub={scrub ? '' : undefined}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Ticks axis={y} size={size} side="left" at={margin.left} reach={x.range[1] - x.range[0]} label={yLabel} format={yFormat ?? tickText} />
        <Ticks axis={x} size={size} side="bottom" at={bottom} reach={0} label={xLabel} format={xFormat ?? tickText} />
        {scrub && <path className="line-marker line-scrub" d={`M${x.at(scrub.value).toFixed(1)} ${bottom}V${top}`} />}
        {marker && x.holds(marker.x) && (
          <g className="line-marker">
            <path d={`M${x.at(marker.x).toFixed(1)} ${bottom}V${top}`} />
            {marker.label && (
              <text x={x.at(marker.x)} y={top - 8 * size} textAnchor={anchorAt(x, marker.x)}>
                {marker.label}
              </text>
            )}
          </g>
        )}
        {lines.map(({ series, mark, label: name }, index) => {
          const drawn = held(series);
          const end = drawn.at(-1);
          return (
            <g key={index} className={`line line-${mark}`}>
              {drawn.length === 1 ? <circle cx={x.at(end![0])} cy={y.at(end![1])} r="2" /> : <path d={path(drawn)} />}
              {end && name && (
                <text x={starts[index] + (notes.length > 0 ? 10 * size : 6)} y={labelHeights[index]} dominantBaseline="middle">
                  <title>{`${name}: ${figureText({ value: end[1], unit: series.unit })}`}</title>
                  {name}
                </text>
              )}
            </g>
          );
        })}
        {notes.map((note, index) => (
          <g key={index} className="line-note" data-at={scrub?.value === note.x ? '' : undefined}>
            <circle cx={x.at(note.x)} cy={y.at(note.y)} r={5 * size} />
            {note.label && (
              <text x={x.at(note.x)} y={y.at(note.y) - 11 * size} textAnchor={anchorAt(x, note.x)}>
                {note.label}
              </text>
            )}
          </g>
        ))}
      </svg>
      {scrub && <Handle scrub={scrub} axis={x} foot={bottom} box={box} />}
    </div>
  );
}

/** Words at an end of the axis run inwards. */
function anchorAt({ at, range: [start, end] }: Axis, value: number): 'start' | 'middle' | 'end' {
  const share = (at(value) - start) / (end - start);
  return share > 0.8 ? 'end' : share < 0.2 ? 'start' : 'middle';
}

interface HandleProps {
  readonly scrub: Scrub;
  readonly axis: Axis;
  /** Where the x axis lies, in pixels from the top. */
  readonly foot: number;
  readonly box: RefObject<HTMLDivElement | null>;
}

/** What the pointer takes hold of: the whole ground of the chart, and a knob on the x axis that has the keys. */
function Handle({ scrub, axis, foot, box }: HandleProps) {
  const knob = useRef<HTMLDivElement>(null);
  const { label, value, stops, valueText, disabled = false, onScrub } = scrub;
  const move = (stop: number) => stop !== value && onScrub(stop);
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (box.current) move(nearestStop(axis, stops, event.clientX - box.current.getBoundingClientRect().left));
  };
  const take = (event: PointerEvent<HTMLDivElement>) => {
    if (disabled || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The mouse's own doing would take the focus away again.
    event.preventDefault();
    knob.current?.focus({ preventScroll: true });
    follow(event);
  };
  const press = (event: KeyboardEvent) => {
    const stop = stopByKey(event.key, stops, value);
    if (stop === null || disabled) return;
    event.preventDefault();
    move(stop);
  };
  return (
    <div className="line-ground" onPointerDown={take} onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}>
      <div
        ref={knob}
        className="line-knob"
        role="slider"
        tabIndex={disabled ? -1 : 0}
        aria-label={label}
        aria-valuemin={stops[0]}
        aria-valuemax={stops.at(-1)}
        aria-valuenow={value}
        aria-valuetext={valueText}
        aria-disabled={disabled || undefined}
        data-control="scrub"
        style={{ left: axis.at(value), top: foot - 5 }}
        onKeyDown={press}
      />
    </div>
  );
}

interface TicksProps {
  readonly axis: Axis;
  /** How much larger than usual the page's type is. */
  readonly size: number;
  readonly side: 'bottom' | 'left';
  /** Where the axis lies on the other dimension, in pixels. */
  readonly at: number;
  /** How far its grid lines reach from there, in pixels; 0: none. */
  readonly reach: number;
  readonly label: string;
  readonly format: (tick: number) => string;
}

/** A thin axis with its unit. */
function Ticks({ axis, size, side, at, reach, label, format }: TicksProps) {
  const [start, end] = axis.range;
  const isBottom = side === 'bottom';
  return (
    <g className="axis" transform={isBottom ? `translate(0 ${at})` : `translate(${at} 0)`}>
      {isBottom && <line className="axis-line" x1={start} x2={end} />}
      {axis.ticks.map((tick) => (
        <g key={tick} transform={isBottom ? `translate(${axis.at(tick)} 0)` : `translate(0 ${axis.at(tick)})`}>
          {reach > 0 && <line className="axis-grid" x2={reach} />}
          {isBottom && <line className="axis-line" y2="5" />}
          <text x={isBottom ? 0 : -8} y={isBottom ? 19 * size : 0} textAnchor={isBottom ? 'middle' : 'end'} dominantBaseline={isBottom ? 'auto' : 'middle'}>
            <RaisedInDrawing text={format(tick)} />
          </text>
        </g>
      ))}
      <text className="axis-label" x={isBottom ? end : -usualMargin.left * size} y={(isBottom ? 40 : 12) * size} textAnchor={isBottom ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  );
}
