import type { LinkState } from '@/lib/engine-client/url-state';
import { defaultOptions, type TrainingOptions } from '@/lib/training/options';
import type { CorpusName } from '@/lib/training/trained-model';
import { isSeed } from '../shared/seed';

/** What the reader can set. */
export interface TrainSettings {
  readonly corpus: CorpusName;
  readonly steps: number;
  readonly learningRate: number;
  /** Of the first weights, the batches, the split and the samples. */
  readonly seed: number;
}

/** Those of the recording. */
export const startSettings: TrainSettings = { corpus: 'names', steps: defaultOptions.steps, learningRate: defaultOptions.learningRate, seed: defaultOptions.seed };

export const corpora: readonly { readonly value: CorpusName; readonly label: string }[] = [
  { value: 'names', label: 'a list of first names' },
  { value: 'course', label: 'this course’s own text' },
  { value: 'own', label: 'a text of your own' },
];

/** Few enough for a look, and more than anybody will wait for. */
export const stepRange = { min: 10, max: 20_000 } as const;
/** Far too small to learn by, and far too large to survive. */
export const learningRateRange = { min: 0.00001, max: 10 } as const;

/** What differs from the recipe that suits the text. A short run looks and keeps more often, and warms up in less. */
export function optionsOf({ steps, learningRate, seed }: TrainSettings): Partial<TrainingOptions> {
  const own = { steps, learningRate, seed };
  if (steps >= shortRun) return own;
  const often = Math.max(1, Math.round(steps / 5));
  return { ...own, warmupSteps: often, heldoutEvery: often, sampleEvery: often, checkpointEvery: often };
}

/** Of fewer steps the usual looks would be too few to see anything. */
const shortRun = 5 * defaultOptions.checkpointEvery;

/** As a link carries it. A text of the reader’s own stays where it is. */
export const linkOf = ({ corpus, steps, learningRate, seed }: TrainSettings): LinkState => ({ settings: { corpus, steps, rate: learningRate, seed } });

const within = (value: unknown, { min, max }: { readonly min: number; readonly max: number }): value is number => typeof value === 'number' && value >= min && value <= max;

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState): TrainSettings {
  const { corpus, steps, rate, seed } = settings;
  return {
    corpus: corpora.find(({ value }) => value === corpus)?.value ?? startSettings.corpus,
    steps: within(steps, stepRange) && Number.isInteger(steps) ? steps : startSettings.steps,
    learningRate: within(rate, learningRateRange) ? rate : startSettings.learningRate,
    seed: typeof seed === 'number' && isSeed(seed) ? seed : startSettings.seed,
  };
}
