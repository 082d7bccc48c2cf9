import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkFrom0, checkPositive, checkShare, checkWhole, limits } from './numbers';
import type { Count, Dollars, DollarsPerHour, DollarsPerMillionTokens, Flops, FlopsPerSecond, Ratio, Seconds, Tokens } from './quantities';
import { firstRefusal, isRefusal } from './refusal';
import type { Refusal } from './request';

const secondsInHour = 3600;
const million = 1e6;

export interface LifetimeFlops {
  readonly kind: 'lifetime-flops';
  readonly training: Derived<Flops>;
  readonly inference: Derived<Flops>;
  /** Of all that was ever computed. */
  readonly inferenceShare: Derived<Ratio>;
}

/**
 * Training against all answers: 6 · N · D and 2 · N · T.
 *
 * Source: Sardana et al. 2024 (arXiv 2401.00448), section 2. Validity: without attention's own sums; prompt tokens count like written ones.
 * @param parameters N; of a mixture of experts the active ones
 * @param trainingTokens D
 * @param inferenceTokens T: read and written, in the model's whole life; 0 before it is let out
 */
export function lifetimeFlops(parameters: number, trainingTokens: number, inferenceTokens: number, from: readonly Provenance[]): LifetimeFlops | Refusal {
  const refused = firstRefusal(
    checkWhole('parameters', parameters, limits.parameters),
    checkWhole('trainingTokens', trainingTokens, limits.lifetimeTokens),
    checkFrom0('inferenceTokens', inferenceTokens, limits.lifetimeTokens),
  );
  if (refused) return refused;
  const [training, inference] = [6 * parameters * trainingTokens, 2 * parameters * inferenceTokens];
  return {
    kind: 'lifetime-flops',
    training: derived('training-flops', training, 'flops', '6 × parameters × training tokens', from),
    inference: derived('inference-flops', inference, 'flops', '2 × parameters × tokens read and written', from),
    inferenceShare: derived('inference-share', inference / (training + inference), 'ratio', 'inference ÷ (training + inference)', from),
  };
}

/**
 * Tokens after which inference has computed as much as training: 3 · D, whatever the model's size.
 * Source and validity as in lifetimeFlops.
 */
export function flopCrossover(trainingTokens: number, from: readonly Provenance[]): Derived<Tokens> | Refusal {
  return checkWhole('trainingTokens', trainingTokens, limits.lifetimeTokens) ?? derived('flop-crossover', 3 * trainingTokens, 'tokens', '3 × training tokens', from);
}

/** Devices at work, as far as money asks. */
export interface RentedCompute {
  /** Of one device, in the arithmetic used. */
  readonly peak: FlopsPerSecond;
  /** Share of the peak that does useful work (MFU): some 0.4 in training, 0.01 to 0.1 where answers are written. */
  readonly utilisation: number;
  /** Of one device. */
  readonly price: DollarsPerHour;
}

function checkCompute(name: string, { peak, utilisation, price }: RentedCompute): Refusal | undefined {
  return firstRefusal(
    checkPositive(`${name} peak`, peak, limits.flopsPerSecond),
    checkShare(`${name} utilisation`, utilisation),
    checkPositive(`${name} price`, price, limits.dollarsPerHour),
  );
}

export interface ComputeBill {
  readonly kind: 'compute-bill';
  /** Of one device; so many hours of many devices are fewer days. */
  readonly deviceTime: Derived<Seconds>;
  readonly cost: Derived<Dollars>;
}

/**
 * What so many operations take and cost: work / (MFU · peak), times the price.
 *
 * Source: arithmetic; MFU as in Chowdhery et al. 2022 (PaLM, arXiv 2204.02311), appendix B. Validity: rent alone; failed runs, experiments, data and people are left out.
 */
export function computeBill(work: Flops, compute: RentedCompute, from: readonly Provenance[]): ComputeBill | Refusal {
  const refused = firstRefusal(checkPositive('work', work, limits.flops), checkCompute('compute', compute));
  if (refused) return refused;
  const deviceSeconds = work / (compute.utilisation * compute.peak);
  return {
    kind: 'compute-bill',
    deviceTime: derived('device-time', deviceSeconds, 's', 'operations ÷ (utilisation × peak)', from),
    cost: derived('compute-cost', (deviceSeconds / secondsInHour) * compute.price, 'USD', 'device hours × dollars an hour', from),
  };
}

/**
 * Tokens after which inference has cost as much as training: 3 · D · (MFU_inference / MFU_training) · (price_training / price_inference) · (peak_inference / peak_training).
 * Decode uses the hardware badly, so this comes long before 3 · D.
 *
 * Source: lifetimeFlops and computeBill, set equal; Sardana et al. 2024, section 3, has the same with costs a FLOP. Validity: as theirs; one utilisation for all of inference.
 */
export function dollarCrossover(trainingTokens: number, training: RentedCompute, inference: RentedCompute, from: readonly Provenance[]): Derived<Tokens> | Refusal {
  return (
    firstRefusal(checkWhole('trainingTokens', trainingTokens, limits.lifetimeTokens), checkCompute('training', training), checkCompute('inference', inference)) ??
    derived(
      'dollar-crossover',
      3 * trainingTokens * (inference.utilisation / training.utilisation) * (training.price / inference.price) * (inference.peak / training.peak),
      'tokens',
      '3 × training tokens × utilisation of inference ÷ of training × price of training ÷ of inference × peak of inference ÷ of training',
      from,
    )
  );
}

/**
 * The same from two figures in money: what training cost, over what a token costs to serve.
 * Source: arithmetic. Validity: of the two figures; a provider's price holds more than its cost.
 */
export function paidCrossover(trainingCost: Dollars, tokenCost: DollarsPerMillionTokens, from: readonly Provenance[]): Derived<Tokens> | Refusal {
  return (
    firstRefusal(checkPositive('trainingCost', trainingCost, limits.dollars), checkPositive('tokenCost', tokenCost, limits.dollarsPerMillionTokens)) ??
    derived('dollar-crossover', (trainingCost / tokenCost) * million, 'tokens', 'cost of training ÷ cost of a million tokens × 1,000,000', from)
  );
}

export interface DailyUse {
  readonly users: number;
  /** Of each user, a day. */
  readonly messages: number;
  /** Read and written, of each message. */
  readonly tokens: number;
}

/**
 * How long a crossover takes at a steady use: tokens / (users · messages a day · tokens a message), in days of 86,400 s.
 * Source: arithmetic. Validity: use neither grows nor falls.
 */
export function timeToCrossover(crossover: Tokens, { users, messages, tokens }: DailyUse, from: readonly Provenance[]): Derived<Seconds> | Refusal {
  return (
    firstRefusal(
      checkPositive('crossover', crossover, 1e30),
      checkPositive('users', users, 1e12),
      checkPositive('messages', messages, 1e9),
      checkPositive('tokens', tokens, limits.requestTokens),
    ) ?? derived('time-to-crossover', (crossover / (users * messages * tokens)) * 86_400, 's', 'tokens ÷ (users × messages a day × tokens a message)', from)
  );
}

/**
 * How many answers compute as much as the training did: 6 · N · D / FLOPs of an answer; with 2 · N a token, 3 · D / tokens of an answer.
 * Source and validity: those of the two counts. A refusal of either is passed on.
 * @param training as trainingFlops gives it
 * @param answer as answerFlops gives it
 */
export function answersPerTraining(training: Derived<Flops> | Refusal, answer: Derived<Flops> | Refusal): Derived<Count> | Refusal {
  if (isRefusal(training)) return training;
  if (isRefusal(answer)) return answer;
  return derived('answers-per-training', training.value / answer.value, 'count', 'FLOPs of training ÷ FLOPs of an answer', [training.provenance, answer.provenance]);
}
