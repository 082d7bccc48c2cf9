'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Readout } from '@/components/charts';
import { Button } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import type { Measure } from '@/lib/measure/measure';
import { choiceText, gapText } from './gap';
import { useGuess } from './use-guess';

interface PredictBase {
  /** Unique on the site: the guess is kept under it. */
  readonly name: string;
  readonly question: ReactNode;
  /** What turns out, and why; shown beside the guess. */
  readonly answer: ReactNode;
}

type PredictProps = PredictBase &
  (
    | { /** Pick one. */ readonly choices: readonly string[]; readonly right: string; readonly measure?: never }
    | { /** Type a number; the result is this measure. */ readonly measure: Measure; readonly choices?: never; readonly right?: never }
  );

/**
 * Guess first: skippable, graded by nobody, and nothing on the page waits for it. The form and the result share one box, as large as
 * the larger of them, so that nothing moves when a guess is made, nor when the page finds one from an earlier visit.
 */
export function Predict(props: PredictProps) {
  const { name, question, answer, choices, right, measure } = props;
  const mounted = useMounted();
  const [guess, setGuess] = useGuess(name);
  const [draft, setDraft] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const result = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const outcome = (made: string) => (choices ? choiceText(made, right) : gapText(made, measure));

  // What had the focus is hidden by the answer, and the other way round: it goes on to what is new.
  const keep = (made: string) => {
    flushSync(() => setGuess(made));
    result.current?.focus();
  };
  const guessAgain = () => {
    flushSync(() => setGuess(null));
    const fields = form.current?.querySelectorAll('input') ?? [];
    ([...fields].find(({ checked }) => checked) ?? fields[0])?.focus();
  };

  return (
    <section className="predict" aria-labelledby={id} data-predict={name}>
      <p className="predict-kind">Guess first</p>
      <p className="predict-question" id={id}>
        {question}
      </p>
      <div className="predict-box" data-guessed={guess !== null}>
        <div className="predict-result">
          <p ref={result} className="predict-gap" role="status" tabIndex={-1}>
            {guess !== null && outcome(guess)}
          </p>
          {/* Keeps the place of the outcome's words, at their usual length. */}
          {guess === null && <p className="predict-gap predict-hidden">{outcome(choices ? choices[0] : '100')}</p>}
          <div className="predict-why">
            {measure && <Readout label="The result" measure={measure} inline />}
            <div>{answer}</div>
            <Button kind="quiet" onClick={guessAgain}>
              Guess again
            </Button>
          </div>
        </div>
        <form
          ref={form}
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
                  <input type="radio" name={id} value={choice} disabled={!mounted} checked={draft === choice} onChange={() => setDraft(choice)} />
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
              disabled={!mounted}
              value={draft}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
          )}
          <span className="predict-buttons">
            <Button kind="primary" type="submit" disabled={!mounted}>
              That is my guess
            </Button>
            <Button kind="quiet" disabled={!mounted} onClick={() => keep('')}>
              Skip
            </Button>
          </span>
        </form>
      </div>
      <noscript>
        <div>{answer}</div>
      </noscript>
    </section>
  );
}
