import { type ReactNode, useId } from 'react';
import { AnswersKeeper } from './answers-keeper';

interface CheckAnswer {
  readonly text: ReactNode;
  readonly right?: boolean;
  /** Why it is right, or where the thought goes astray. */
  readonly feedback: ReactNode;
}

export interface CheckQuestion {
  readonly question: ReactNode;
  readonly answers: readonly CheckAnswer[];
}

/** Questions at the end of a lesson. Each answer brings its feedback by CSS alone (`:checked`), so it works without script; with it, answers are kept. */
export function Check({ questions }: { readonly questions: readonly CheckQuestion[] }) {
  const id = useId();
  return (
    <div className="check">
      {questions.map(({ question, answers }, index) => (
        <fieldset key={index} className="check-question">
          <legend>
            <span className="check-number">{index + 1}</span> {question}
          </legend>
          {answers.map(({ text, right = false, feedback }, answer) => (
            <div key={answer} className="check-answer" data-right={right} aria-live="polite">
              <label>
                <input type="radio" name={`${id}-${index}`} value={answer} />
                <span>{text}</span>
              </label>
              <p className="check-feedback">
                <b>{right ? 'Right.' : 'Not quite.'}</b> {feedback}
              </p>
            </div>
          ))}
        </fieldset>
      ))}
      <AnswersKeeper />
    </div>
  );
}
