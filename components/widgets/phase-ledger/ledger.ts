import { type OwnModel, ownModels } from '@/content/own-models';
import { trainingFacts } from '@/content/training-facts';
import { answersPerTraining, isRefusal, lifetimeFlops, trainingFlops, type Refusal } from '@/lib/economics';
import type { Measure, Provenance } from '@/lib/measure/measure';

/** What is known of one model's training. */
export interface LedgerModel {
  readonly name: string;
  /** Weights that a token is multiplied by: of a mixture of experts the active ones. */
  readonly parameters: number;
  /** Read in training, each as often as it was read. */
  readonly tokens: number;
  /** Where the two come from. */
  readonly from: readonly Provenance[];
  readonly hours?: Measure;
  /** Whose hours: `of one H100`. */
  readonly hoursOf?: string;
  readonly energy?: Measure;
}

/** What this project's training logs say, by the model's name. */
export type OwnTraining = Readonly<Record<string, { readonly tokens: number; readonly twoCoreHours: number; readonly device: string; readonly date: string }>>;

/** One model: what its training took, what one answer takes, and how many answers the training is worth. */
export interface LedgerEntry {
  readonly model: LedgerModel;
  readonly training: Measure;
  readonly answer: Measure;
  readonly answers: Measure;
}

function ownModel({ name, parameters }: OwnModel, training: OwnTraining): LedgerModel[] {
  const log = training[name];
  if (!log) return [];
  const recorded: Provenance = { kind: 'recorded', device: log.device, date: log.date };
  return [
    {
      name,
      parameters,
      tokens: log.tokens,
      from: [{ kind: 'counted', what: `the weights of ${name}` }, recorded],
      hours: { name: 'training-hours', value: log.twoCoreHours, unit: 'hours', provenance: recorded },
      hoursOf: 'of two processor cores',
    },
  ];
}

/** The project's own models first, then the published ones, oldest first. */
export function ledgerModels(training: OwnTraining): readonly LedgerModel[] {
  const published = trainingFacts.map(({ model, parameters, activeParameters, tokens, device, deviceHours, kilowattHours, source, otherSources }): LedgerModel => {
    const said: Provenance = { kind: 'published', source };
    return {
      name: model,
      parameters: activeParameters ?? parameters,
      tokens,
      from: [said, ...(otherSources?.tokens ? [{ kind: 'published', source: otherSources.tokens } as const] : [])],
      hours: deviceHours === undefined ? undefined : { name: 'training-hours', value: deviceHours, unit: 'hours', provenance: said },
      hoursOf: device && `of one ${device}`,
      energy: kilowattHours === undefined ? undefined : { name: 'training-energy', value: kilowattHours, unit: 'kWh', provenance: said },
    };
  });
  return ownModels.flatMap((model) => ownModel(model, training)).concat(published);
}

/** @param answerTokens of one answer, read and written together */
export function entryOf(model: LedgerModel, answerTokens: number): LedgerEntry {
  const { parameters, tokens, from } = model;
  const training = taken(trainingFlops(parameters, tokens, from));
  const { inference } = taken(lifetimeFlops(parameters, tokens, answerTokens, [...from, { kind: 'assumed', by: 'reader' }]));
  const answers = taken(answersPerTraining(training, inference));
  return { model, training, answer: { ...inference, name: 'answer-flops' }, answers };
}

/** The figures of this widget are within every function's bounds. */
function taken<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(result.message);
  return result;
}

/** Lengths that the slider moves through. */
export const answerLengths: readonly number[] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
