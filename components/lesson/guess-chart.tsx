'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { figureText } from '@/components/charts';
import type { Unit } from '@/lib/measure/measure';
import { type Drawing, heightOf, stepFrom, ticksOf, valueAt } from './drawing';

interface GuessChartProps {
  readonly drawing: Drawing;
  /** Of the values: how they are set and spoken. */
  readonly valueUnit: Unit;
  /** What is drawn, or was; null: nothing was drawn. */
  readonly values: readonly number[] | null;
  /** What turned out; null while it is not to be seen yet. */
  readonly results: readonly number[] | null;
  /** Takes a new value for one place; null: the drawing is done, and its points stand still. */
  readonly onDraw: ((place: number, value: number) => void) | null;
}

/** What a pointer is doing: moving one point, `lift` above the pointer in pixels, or drawing across all of them. */
interface Grab {
  readonly place: number | null;
  readonly lift: number;
}

const keySteps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 5, PageDown: -5, Home: -50, End: 50 };

/**
 * A few points side by side, to be drawn: drag one, draw across them all, or press arrow keys, for each is a slider. Placed by percentages, so
 * that its HTML is right before there is script, at every width; its scale is a proportion, for D3's would bring 12 KB into every lesson.
 */
export function GuessChart({ drawing, valueUnit, values, results, onDraw }: GuessChartProps) {
  const plot = useRef<HTMLDivElement>(null);
  const grab = useRef<Grab | null>(null);
  const { labels, unit } = drawing;
  const left = (place: number) => (100 * (place + 0.5)) / labels.length;
  const bottom = (value: number) => 100 * heightOf(value, drawing);
  const text = (value: number) => figureText({ value, unit: valueUnit });
  const path = (points: readonly number[]) => points.map((value, place) => `${place === 0 ? 'M' : 'L'}${left(place)} ${100 - bottom(value)}`).join('');

  const drawAt = ({ clientX, clientY }: PointerEvent, { place, lift }: Grab) => {
    const room = plot.current!.getBoundingClientRect();
    const under = Math.floor((labels.length * (clientX - room.left)) / room.width);
    const next = valueAt((room.bottom - clientY + lift) / room.height, drawing);
    onDraw?.(place ?? Math.min(Math.max(under, 0), labels.length - 1), next);
  };
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (!onDraw || !values || event.button !== 0) return;
    const point = (event.target as Element).closest<HTMLElement>('[data-place]');
    const place = point ? Number(point.dataset.place) : null;
    const room = plot.current!.getBoundingClientRect();
    grab.current = { place, lift: place === null ? 0 : event.clientY - (room.bottom - heightOf(values[place], drawing) * room.height) };
    event.currentTarget.setPointerCapture(event.pointerId);
    point?.focus();
    // A finger on the ground may be about to scroll the page: it draws once it has moved sideways, or was lifted.
    if (place === null && event.pointerType !== 'touch') drawAt(event, grab.current);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (grab.current) drawAt(event, grab.current);
  };
  const end = (event: PointerEvent<HTMLDivElement>) => {
    if (grab.current && event.type === 'pointerup' && grab.current.place === null) drawAt(event, grab.current);
    grab.current = null;
  };
  const press = (event: KeyboardEvent, place: number, value: number) => {
    const steps = keySteps[event.key];
    if (steps === undefined || !onDraw) return;
    event.preventDefault();
    onDraw(place, stepFrom(value, Math.sign(steps), drawing, Math.abs(steps)));
  };

  return (
    <div className="guess-chart" data-live={onDraw !== null}>
      <p className="guess-unit">
        {unit} <span className="guess-hint">Drag the points, or move them with the arrow keys.</span>
      </p>
      <div className="guess-ticks" aria-hidden="true">
        {ticksOf(drawing).map((value) => (
          <span key={value} style={{ bottom: `${bottom(value)}%` }}>
            {value.toLocaleString('en-GB')}
          </span>
        ))}
      </div>
      <div ref={plot} className="guess-plot" onPointerDown={begin} onPointerMove={move} onPointerUp={end} onPointerCancel={end}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {ticksOf(drawing).map((value) => (
            <path key={value} className="guess-rule" d={`M0 ${100 - bottom(value)}H100`} />
          ))}
          {values && <path className="guess-line" d={path(values)} />}
          {results && <path className="guess-line guess-line-result" d={path(results)} />}
        </svg>
        {values?.map((value, place) => (
          <span
            key={labels[place]}
            className="guess-point"
            style={{ left: `${left(place)}%`, bottom: `${bottom(value)}%` }}
            data-place={place}
            {...(onDraw
              ? {
                  role: 'slider',
                  tabIndex: 0,
                  'aria-label': `${labels[place]}, ${unit}`,
                  'aria-orientation': 'vertical',
                  'aria-valuemin': drawing.low,
                  'aria-valuemax': drawing.high,
                  'aria-valuenow': value,
                  'aria-valuetext': text(value),
                  onKeyDown: (event) => press(event, place, value),
                }
              : { 'aria-hidden': true })}
          />
        ))}
        {results?.map((value, place) => (
          <span key={labels[place]} className="guess-point guess-point-result" style={{ left: `${left(place)}%`, bottom: `${bottom(value)}%` }} aria-hidden="true" />
        ))}
      </div>
      <div className="guess-labels" aria-hidden="true">
        {labels.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </div>
  );
}
