import type { LossPoint, TrainingHistory } from '@/lib/training/trained-model';

/** What the held-out loss must have risen by since its lowest point, in nats a character: less may be chance. */
export const leastRise = 0.05;
/** So many readings in a row must be above the lowest by that much. */
const readingsAbove = 2;

/** A model that goes on learning its own text while it gets worse at all other. */
export interface Overfitting {
  /** Where the held-out loss was lowest. */
  readonly best: LossPoint;
  readonly now: LossPoint;
  /** Of the held-out loss since then, in nats a character. */
  readonly rise: number;
  /** Of the training loss since then: a mean of steps then less a mean of as many now. */
  readonly fall: number;
}

/**
 * Whether training has begun to overfit: the held-out loss is past its lowest point by `leastRise`, in the last two readings, and the
 * training loss has fallen since. Null: not so, or not yet.
 */
export function overfittingOf({ train, heldout }: TrainingHistory): Overfitting | null {
  const now = heldout.at(-1);
  if (!now) return null;
  const best = heldout.reduce((lowest, point) => (point.loss < lowest.loss ? point : lowest));
  const last = heldout.slice(-readingsAbove);
  if (last.length < readingsAbove || !last.every(({ step, loss }) => step > best.step && loss - best.loss >= leastRise)) return null;
  const fall = meanLoss(train.filter(({ step }) => step <= best.step).slice(-window)) - meanLoss(train.slice(-window));
  return fall > 0 ? { best, now, rise: now.loss - best.loss, fall } : null;
}

/** Steps of a mean: one batch says little. */
const window = 20;

const meanLoss = (points: readonly LossPoint[]): number => points.reduce((sum, { loss }) => sum + loss, 0) / points.length;
