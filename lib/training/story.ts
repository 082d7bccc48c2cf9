import type { Batch } from './batches';
import { logprobsAt } from './evaluate';
import type { StepStory } from './events';
import { gradientScale, learningRateAt } from './optimiser';
import type { TrainingOptions } from './options';
import type { StepResult, WeightPlace, WeightStory } from './program';

/** How many of the best guesses a story names. */
const namedGuesses = 5;

interface Told {
  /** Steps done before it. */
  readonly step: number;
  readonly batch: Batch;
  readonly characters: readonly string[];
  readonly options: TrainingOptions;
  readonly place: WeightPlace;
  readonly result: StepResult;
  readonly weight: WeightStory;
  /** (B · T · vocab) of the first rows of the batch, before the update and after it. */
  readonly logits: Float32Array;
  readonly logitsAfter: Float32Array;
}

/** One step told on its first row, at its middle: what was guessed there, what came, and what that did to one weight. */
export function tellStep({ step, batch, characters, options, place, result, weight, logits, logitsAfter }: Told): StepStory {
  const { tokens, ids, targets } = batch;
  const vocab = characters.length;
  const position = Math.floor(tokens / 2);
  const target = targets[position];
  const logprobs = logprobsAt(logits, vocab, position);
  const best = Array.from(logprobs.keys()).toSorted((a, b) => logprobs[b] - logprobs[a]);
  const rank = best.indexOf(target);
  const named = best.slice(0, namedGuesses);
  const text = (row: Int32Array) => Array.from(row.subarray(0, tokens), (id) => characters[id]);
  return {
    step,
    input: text(ids),
    target: text(targets),
    position,
    prediction: (rank < namedGuesses ? named : [...named, target]).map((id) => ({ character: characters[id], logprob: logprobs[id] })),
    targetRank: rank + 1,
    positionLoss: -logprobs[target],
    positionLossAfter: -logprobsAt(logitsAfter, vocab, position)[target],
    batchLoss: result.loss,
    learningRate: learningRateAt(step + 1, options),
    gradientNorm: result.gradientNorm,
    clipScale: gradientScale(result.gradientNorm, options.gradientNormLimit),
    weight: place,
    weightBefore: weight.before,
    weightAfter: weight.after,
    gradient: weight.gradient,
    firstMoment: weight.firstMoment,
    secondMoment: weight.secondMoment,
  };
}
