import type { Measure } from '@/lib/measure/measure';
import type { Drawing } from './drawing';
import LazyDrawing from './lazy-drawing';
import { type Choose, PredictEntry, type PredictWords, type Type } from './predict-entry';

interface Draw {
  /** Draw a value for each of a few places. */
  readonly draw: Drawing;
  /** What turns out at each place, in their order. */
  readonly results: readonly Measure[];
}

type PredictProps = PredictWords & (Choose | Type | Draw);

/** Guess first: skippable, graded by nobody, and nothing on the page waits for it. */
export function Predict(props: PredictProps) {
  return 'draw' in props ? <LazyDrawing {...props} /> : <PredictEntry {...props} />;
}
