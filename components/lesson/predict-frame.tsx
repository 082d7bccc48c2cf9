import type { ReactNode, Ref } from 'react';
import { Button } from '@/components/ui';

interface PredictFrameProps {
  readonly name: string;
  readonly question: ReactNode;
  readonly answer: ReactNode;
  /** Id of the question, for the fields it names. */
  readonly questionId: string;
  /** The outcome in words once there is a guess; null before. */
  readonly outcome: string | null;
  /** Words as long as an outcome usually is: unseen, they keep its place. */
  readonly usualOutcome: string;
  readonly outcomeRef: Ref<HTMLParagraphElement>;
  /** Between the question and the box, before the guess and after it: a chart to draw in. */
  readonly children?: ReactNode;
  /** The result as a figure, shown with the answer. */
  readonly result?: ReactNode;
  readonly form: ReactNode;
  readonly onGuessAgain: () => void;
}

/**
 * What every prediction looks like: question, then form and result in one box, as large as the larger of them, so that nothing moves when
 * a guess is made, nor when the page finds one from an earlier visit.
 */
export function PredictFrame({ name, question, answer, questionId, outcome, usualOutcome, outcomeRef, children, result, form, onGuessAgain }: PredictFrameProps) {
  return (
    <section className="predict" aria-labelledby={questionId} data-predict={name}>
      <p className="predict-kind">Guess first</p>
      <p className="predict-question" id={questionId}>
        {question}
      </p>
      {children}
      <div className="predict-box" data-guessed={outcome !== null}>
        <div className="predict-result">
          <div className="predict-outcome">
            <p ref={outcomeRef} className="predict-gap" role="status" tabIndex={-1}>
              {outcome}
            </p>
            <p className="predict-gap predict-hidden" aria-hidden="true">
              {usualOutcome}
            </p>
          </div>
          <div className="predict-why">
            {result}
            <div>{answer}</div>
            <Button kind="quiet" onClick={onGuessAgain}>
              Guess again
            </Button>
          </div>
        </div>
        {form}
      </div>
      <noscript>
        <div>{answer}</div>
      </noscript>
    </section>
  );
}
