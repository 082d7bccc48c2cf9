'use client';

import { type ReactNode, useId, useState } from 'react';
import { Readout } from '@/components/charts';
import { Button } from '@/components/ui';
import type { Measure } from '@/lib/measure/measure';
import { gapText } from './gap';
import { useGuess } from './use-guess';

interface PredictBase {
  /** Unique on the site: the guess is kept under it. */
  readonly name: string;
  readonly question: ReactNode;
  /** What turns out, and why; shown beside the guess. */
  readonly answer: ReactNode;
}

export type PredictProps = PredictBase &
  (
    | { /** Pick one. */ readonly choices: readonly string[]; readonly right: string; readonly measure?: never }
    | { /** Type a number; the result is this measure. */ readonly measure: Measure; readonly choices?: never; readonly right?: never }
  );

/** Guess first: skippable, graded by nobody, and nothing on the page waits for it. */
export function Predict(props: PredictProps) {
  const { name, question, answer, choices, right, measure } = props;
  const [kept, keep] = useGuess(name);
  const [draft, setDraft] = useState('');
  const id = useId();

  return (
    <section className="predict" aria-labelledby={id} data-predict={name}>
      <p className="predict-kind">Guess first</p>
      <p className="predict-question" id={id}>
        {question}
      </p>
      {kept === null ? (
        <form
          className="predict-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.trim()) keep(draft.trim());
          }}
        >
          {choices ? (
            <div className="predict-choices" role="radiogroup" aria-labelledby={id}>
              {choices.map((choice) => (
                <label key={choice}>
                  <input type="radio" name={id} value={choice} checked={draft === choice} onChange={() => setDraft(choice)} />
                  <span>{choice}</span>
                </label>
              ))}
            </div>
          ) : (
            <input
              className="predict-number"
              type="number"
              inputMode="decimal"
              step="any"
              aria-labelledby={id}
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
          )}
          <span className="predict-buttons">
            <Button kind="primary" type="submit">
              That is my guess
            </Button>
            <Button kind="quiet" onClick={() => keep('')}>
              Skip
            </Button>
          </span>
        </form>
      ) : (
        <div className="predict-result" role="status">
          <p className="predict-gap">{choices ? choiceText(kept, right) : gapText(kept, measure)}</p>
          {measure && <Readout label="The result" measure={measure} inline />}
          <div>{answer}</div>
          <Button kind="quiet" onClick={() => keep(null)}>
            Guess again
          </Button>
        </div>
      )}
      <noscript>
        <div>{answer}</div>
      </noscript>
    </section>
  );
}

function choiceText(guess: string, right: string): string {
  if (guess === '') return `The result: ${right}.`;
  return guess === right ? `You guessed ${guess}, and so it is.` : `You guessed ${guess}; it is ${right}.`;
}
