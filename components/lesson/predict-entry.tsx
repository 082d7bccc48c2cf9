'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Readout } from '@/components/charts';
import { Button } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import type { Measure } from '@/lib/measure/measure';
import { choiceText, gapText } from './gap';
import { PredictFrame } from './predict-frame';
import { useGuess } from './use-guess';

export interface PredictWords {
  /** Unique on the site: the guess is kept under it. */
  readonly name: string;
  readonly question: ReactNode;
  /** What turns out, and why; shown beside the guess. */
  readonly answer: ReactNode;
}

export interface Choose {
  /** Pick one. */
  readonly choices: readonly string[];
  readonly right: string;
}

export interface Type {
  /** Type a number; the result is this measure. */
  readonly measure: Measure;
}

/** A guess that is chosen or typed. */
export function PredictEntry({ name, question, answer, ...how }: PredictWords & (Choose | Type)) {
  const mounted = useMounted();
  const [guess, setGuess] = useGuess(name);
  const [draft, setDraft] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const outcomePlace = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const outcome = (made: string) => ('choices' in how ? choiceText(made, how.right) : gapText(made, how.measure));

  // What had the focus is hidden by the answer, and the other way round: it goes on to what is new.
  const keep = (made: string) => {
    flushSync(() => setGuess(made));
    outcomePlace.current?.focus();
  };
  const guessAgain = () => {
    flushSync(() => setGuess(null));
    const fields = form.current?.querySelectorAll('input') ?? [];
    ([...fields].find(({ checked }) => checked) ?? fields[0])?.focus();
  };

  return (
    <PredictFrame
      name={name}
      question={question}
      answer={answer}
      questionId={id}
      outcome={guess === null ? null : outcome(guess)}
      usualOutcome={outcome('choices' in how ? how.choices[0] : '100')}
      outcomeRef={outcomePlace}
      result={'measure' in how && <Readout label="The result" measure={how.measure} inline />}
      onGuessAgain={guessAgain}
      form={
        <form
          ref={form}
          className="predict-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.trim()) keep(draft.trim());
          }}
        >
          {'choices' in how ? (
            <div className="predict-choices" role="radiogroup" aria-labelledby={id}>
              {how.choices.map((choice) => (
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
      }
    />
  );
}
