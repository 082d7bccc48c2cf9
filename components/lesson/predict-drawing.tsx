'use client';

import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { figureText, ProvenanceChip } from '@/components/charts';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { Button } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import type { Measure } from '@/lib/measure/measure';
import { type Drawing, readDrawn, startOf, writeDrawn } from './drawing';
import { drawnGapText } from './drawn-gap';
import { GuessChart } from './guess-chart';
import type { PredictWords } from './predict-entry';
import { PredictFrame } from './predict-frame';
import { useGuess } from './use-guess';

export interface PredictDrawingProps extends PredictWords {
  readonly draw: Drawing;
  /** What turns out at each place, in their order; all of one unit. */
  readonly results: readonly Measure[];
}

/** A guess that is drawn: the same chart before and after, with the results put in, and a table of both under it. */
export default function PredictDrawing({ name, question, answer, draw, results }: PredictDrawingProps) {
  const mounted = useMounted();
  const [guess, setGuess] = useGuess(name);
  const [draft, setDraft] = useState(() => startOf(draw));
  const chart = useRef<HTMLDivElement>(null);
  const outcomePlace = useRef<HTMLParagraphElement>(null);
  const id = useId();
  if (results.length !== draw.labels.length) throw new Error(`The prediction ${name} has ${draw.labels.length} places and ${results.length} results.`);
  const isOver = guess !== null;
  const drawn = isOver ? readDrawn(guess, draw) : draft;

  const keep = (made: string) => {
    flushSync(() => setGuess(made));
    outcomePlace.current?.focus();
  };
  const guessAgain = () => {
    flushSync(() => {
      if (drawn) setDraft(drawn);
      setGuess(null);
    });
    chart.current?.querySelector<HTMLElement>('[role="slider"]')?.focus();
  };

  return (
    <PredictFrame
      name={name}
      question={question}
      answer={answer}
      questionId={id}
      outcome={isOver ? drawnGapText(guess, results, draw) : null}
      usualOutcome={longestOutcome(results, draw)}
      outcomeRef={outcomePlace}
      onGuessAgain={guessAgain}
      form={
        <div className="predict-form">
          <span className="predict-buttons">
            <Button kind="primary" disabled={!mounted || isOver} onClick={() => keep(writeDrawn(draft))}>
              That is my guess
            </Button>
            <Button kind="quiet" disabled={!mounted || isOver} onClick={() => keep('')}>
              Skip
            </Button>
          </span>
        </div>
      }
    >
      <div ref={chart} className="predict-drawing" role="group" aria-labelledby={id}>
        <GuessChart
          drawing={draw}
          valueUnit={results[0].unit}
          values={drawn}
          results={isOver ? results.map(({ value }) => value) : null}
          onDraw={mounted && !isOver ? (place, value) => setDraft((before) => before.map((one, index) => (index === place ? value : one))) : null}
        />
        <table className="guess-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Place</span>
              </th>
              <th scope="col">
                <i className="guess-sample" aria-hidden="true" /> Your guess
              </th>
              <th scope="col">
                <i className="guess-sample guess-sample-result" aria-hidden="true" /> The result
              </th>
            </tr>
          </thead>
          <tbody>
            {draw.labels.map((label, place) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{drawn ? figureText({ value: drawn[place], unit: results[place].unit }) : '—'}</td>
                {/* Not seen yet, but as large as it will be. */}
                <td className={isOver ? undefined : 'predict-hidden'}>
                  <span {...measureAttributes(results[place], label)}>{figureText(results[place])}</span>{' '}
                  <ProvenanceChip provenance={results[place].provenance} of={label} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PredictFrame>
  );
}

/** The words for a guess that is right but in its last place: no others are longer. */
function longestOutcome(results: readonly Measure[], draw: Drawing): string {
  const last = results.at(-1)!.value;
  const far = Math.abs(draw.high - last) > Math.abs(last - draw.low) ? draw.high : draw.low;
  return drawnGapText(writeDrawn([...results.slice(0, -1).map(({ value }) => value), far]), results, draw);
}
