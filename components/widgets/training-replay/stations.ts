import type { Curve } from '@/content/training/curve';

/** A step of the training run whose weights were kept: a model of its own, in a folder under public/models. */
export interface Station {
  readonly step: number;
  readonly model: string;
  /** Read by then, each as often as it was read. */
  readonly tokens: number;
  /** Mean over the steps of the log’s entry that this one is in, in nats per token; null before the first step. */
  readonly trainLoss: number | null;
  /** Of these very weights on stories that were kept out of training, in nats per token. */
  readonly heldoutLoss: number;
}

/** The run as the widget draws it: both curves over training steps, and the stations in order. */
export interface TrainingWay {
  readonly train: readonly (readonly [step: number, nats: number])[];
  readonly heldout: readonly (readonly [step: number, nats: number])[];
  readonly stations: readonly Station[];
  readonly device: string;
  /** ISO date on which it was finished. */
  readonly date: string;
}

/** The folder of the weights at a step; the last ones are the finished model’s. */
const folderOf = (name: string, step: number, last: number): string => (step === last ? name : `${name}-step-${String(step).padStart(6, '0')}`);

/** What the widget needs of a training log. */
export function wayOf({ name, train, heldout, stations, provenance }: Curve): TrainingWay {
  const pairs = (steps: readonly number[], values: readonly number[]) => steps.map((step, place) => [step, values[place]] as const);
  return {
    train: pairs(train.step, train.loss),
    heldout: pairs(heldout.step, heldout.heldoutNatsPerToken),
    stations: stations.map((step): Station => {
      const scored = heldout.step.indexOf(step);
      const logged = train.step.findIndex((end) => end >= step);
      return {
        step,
        model: folderOf(name, step, stations[stations.length - 1]),
        tokens: heldout.tokens[scored],
        trainLoss: step === 0 ? null : train.loss[logged],
        heldoutLoss: heldout.heldoutNatsPerToken[scored],
      };
    }),
    device: provenance.machines.join(', '),
    date: provenance.finished.slice(0, 10),
  };
}
