import { type Choose, PredictEntry, type PredictWords, type Type } from './predict-entry';

/** Guess first: skippable, graded by nobody, and nothing on the page waits for it. */
export function Predict(props: PredictWords & (Choose | Type)) {
  return <PredictEntry {...props} />;
}
