import { dollars, dollarsPerMillionTokens, flopCrossover, isRefusal, paidCrossover, type Refusal, timeToCrossover } from '@/lib/economics';
import type { Measure, Provenance } from '@/lib/measure/measure';
import { type Preset, presetOf } from './presets';
import type { LifetimeSettings } from './settings';

const chosen: Provenance = { kind: 'assumed', by: 'reader' };
const example: Provenance = { kind: 'assumed', by: 'page' };
const secondsInDay = 86_400;

/** A model’s two bills, and when the second overtakes the first. */
export interface Lifetime {
  readonly preset: Preset;
  readonly trainingCost: Measure;
  readonly servingCost: Measure;
  readonly daily: Measure;
  /** In tokens read and written. */
  readonly flopTokens: Measure;
  readonly dollarTokens: Measure;
  /** In days. */
  readonly flopDays: Measure;
  readonly dollarDays: Measure;
  /** Share of the peak that did useful work in training, and that serving at this cost makes use of; null where the device’s peak is not known. */
  readonly trainingUse: Measure | null;
  readonly servingUse: Measure | null;
}

/** @throws Error where a number is none: the fields let none through */
export function lifetimeOf(settings: LifetimeSettings): Lifetime {
  const preset = presetOf(settings.model)!;
  const { training } = preset;
  const { users, messages, read, written, cost, rent } = settings;
  const source: Provenance = { kind: 'published', source: training.source };
  const tokenSource: Provenance = { kind: 'published', source: training.otherSources?.tokens ?? training.source };
  const rentFrom = rent === preset.rent.price ? preset.rent.provenance : chosen;

  const trainingCost: Measure = {
    name: 'training-cost',
    value: training.deviceHours * rent,
    unit: 'USD',
    provenance: { kind: 'derived', from: [source, rentFrom], formula: `hours of one ${training.device} × dollars an hour; the hours cover ${training.hoursCover ?? 'the training'}; no data, no people, no failed ideas` },
  };
  const known = preset.costs.find(({ measure }) => measure.value === cost)?.measure;
  const servingCost: Measure = known ?? { name: 'serving-cost', value: cost, unit: 'USD/million tokens', provenance: cost === preset.startCost ? example : chosen };

  const use = { users, messages, tokens: read + written };
  const dailyTokens = users * messages * use.tokens;
  const flopTokens = answered(flopCrossover(training.tokens, [tokenSource]));
  const dollarTokens = answered(paidCrossover(dollars(trainingCost.value), dollarsPerMillionTokens(cost), [trainingCost.provenance, servingCost.provenance]));
  const daysTo = (name: string, tokens: Measure): Measure => {
    const time = answered(timeToCrossover(tokens.value as Parameters<typeof timeToCrossover>[0], use, [tokens.provenance, chosen]));
    return { ...time, name, value: time.value / secondsInDay, unit: 'days' };
  };
  return {
    preset,
    trainingCost,
    servingCost,
    daily: {
      name: 'daily-cost',
      value: (dailyTokens / 1e6) * cost,
      unit: 'USD',
      provenance: { kind: 'derived', from: [servingCost.provenance, chosen], formula: 'users × messages a day × tokens a message × dollars a million tokens ÷ 1,000,000' },
    },
    flopTokens,
    dollarTokens,
    flopDays: daysTo('flop-crossover-days', flopTokens),
    dollarDays: daysTo('dollar-crossover-days', dollarTokens),
    ...usesOf(preset, cost, rent, [source, servingCost.provenance, rentFrom]),
  };
}

/** How well the hardware is used, if the model is served on what it was trained on, at the same rent. */
function usesOf({ training, peak }: Preset, cost: number, rent: number, from: readonly Provenance[]): Pick<Lifetime, 'trainingUse' | 'servingUse'> {
  if (peak === undefined) return { trainingUse: null, servingUse: null };
  const parameters = training.activeParameters ?? training.parameters;
  const perHour = peak * 3600;
  const sheet: Provenance = { kind: 'published', source: 'h100-data-sheet' };
  return {
    trainingUse: {
      name: 'training-utilisation',
      value: (6 * parameters * training.tokens) / (training.deviceHours * perHour),
      unit: 'share',
      provenance: { kind: 'derived', from: [...from.slice(0, 1), sheet], formula: '6 × parameters × training tokens ÷ (hours × the peak of an H100 in 16 bits)' },
    },
    servingUse: {
      name: 'serving-utilisation',
      value: (2 * parameters * 1e6 * rent) / (cost * perHour),
      unit: 'share',
      provenance: { kind: 'derived', from: [...from, sheet], formula: '2 × parameters × 1,000,000 ÷ (the hours that this cost rents × the peak of an H100 in 16 bits)' },
    },
  };
}

/** How many dollars inference has cost after so many days, and how many it would have if its operations cost what those of training did. */
export function costAfter(days: number, { daily, trainingCost, flopDays }: Lifetime): { readonly inference: number; readonly asTraining: number } {
  return { inference: daily.value * days, asTraining: (trainingCost.value * days) / flopDays.value };
}

function answered<Answer>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(`${answer.message} ${answer.remedy}`);
  return answer as Answer;
}
