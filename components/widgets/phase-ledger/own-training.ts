import type { Curve } from '@/content/training/curve';
import type { OwnTraining } from './ledger';

/** What the ledger needs of training logs: all that had been read and worked at the last step. */
export function ownTraining(curves: readonly Curve[]): OwnTraining {
  return Object.fromEntries(
    curves.map(({ name, train, provenance }) => [name, { tokens: train.tokens.at(-1)!, twoCoreHours: train.twoCoreHours.at(-1)!, device: provenance.machines.join(', '), date: provenance.finished.slice(0, 10) }]),
  );
}
