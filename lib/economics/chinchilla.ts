import type { Provenance } from '@/lib/measure/measure';
import { derived, type Derived } from './derived';
import { checkFrom0, checkPositive, limits } from './numbers';
import type { Count, Flops, Nats, Tokens } from './quantities';
import { firstRefusal, isRefusal, refusal } from './refusal';
import type { Refusal } from './request';

/** L = E + A / N^α + B / D^β: the loss of a model of N parameters after D tokens, in nats a token. */
export interface LossFit {
  readonly E: number;
  readonly A: number;
  readonly B: number;
  readonly alpha: number;
  readonly beta: number;
}

/**
 * Hoffmann et al. 2022 (Chinchilla, arXiv 2203.15556), appendix D.3, with the exponents to three places as Sardana et al. 2024 take them: the paper prints them
 * rounded to 0.34 and 0.28, and with those the saving of lifetimeOptimum's worked example comes out at half of theirs.
 */
export const chinchillaFit: LossFit = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.336, beta: 0.283 };

const lossFormula = 'E + A ÷ parameters^α + B ÷ tokens^β';
const most = { parameters: limits.parameters, tokens: limits.lifetimeTokens };

const checkFit = (fit: LossFit): Refusal | undefined =>
  firstRefusal(
    checkFrom0('E', fit.E, 100),
    checkPositive('A', fit.A, 1e6),
    checkPositive('B', fit.B, 1e6),
    checkPositive('alpha', fit.alpha, 2),
    checkPositive('beta', fit.beta, 2),
  );

const lossOf = (parameters: number, tokens: number, { E, A, B, alpha, beta }: LossFit): number => E + A / parameters ** alpha + B / tokens ** beta;

/**
 * The loss that a model of a size reaches on so much text.
 * Source: Hoffmann et al. 2022, equation 2. Validity: their data and tokenizer, 70 million to 16 thousand million parameters, 5 to 500 thousand million tokens; beyond, an extrapolation.
 */
export function trainingLoss(parameters: number, tokens: number, from: readonly Provenance[], fit = chinchillaFit): Derived<Nats> | Refusal {
  return (
    firstRefusal(checkPositive('parameters', parameters, most.parameters), checkPositive('tokens', tokens, most.tokens), checkFit(fit)) ??
    derived('predicted-loss', lossOf(parameters, tokens, fit), 'nats', lossFormula, from)
  );
}

/**
 * Tokens on which a model of this size is the best that its training compute could buy: D^β = β · B · N^α / (α · A).
 * Source: Hoffmann et al. 2022, equation 4: the minimum of L at a given 6 · N · D. Validity as of trainingLoss.
 */
export function computeOptimalTokens(parameters: number, from: readonly Provenance[], fit = chinchillaFit): Derived<Tokens> | Refusal {
  const refused = firstRefusal(checkPositive('parameters', parameters, most.parameters), checkFit(fit));
  if (refused) return refused;
  const tokens = ((fit.beta * fit.B * parameters ** fit.alpha) / (fit.alpha * fit.A)) ** (1 / fit.beta);
  if (tokens <= most.tokens) return derived('compute-optimal-tokens', tokens, 'tokens', '(β × B × parameters^α ÷ (α × A))^(1 ÷ β)', from);
  return refusal('not-modelled', `A fit with these exponents asks for ${tokens.toPrecision(2)} tokens.`, `Take a smaller model, or exponents near ${chinchillaFit.alpha} and ${chinchillaFit.beta}.`);
}

/**
 * Tokens that bring a model of this size to a loss: D = (B / (L − E − A / N^α))^(1/β). Refused where no amount of text would.
 * Source: trainingLoss, turned round.
 */
export function tokensForLoss(parameters: number, loss: number, from: readonly Provenance[], fit = chinchillaFit): Derived<Tokens> | Refusal {
  const refused = firstRefusal(checkPositive('parameters', parameters, most.parameters), checkPositive('loss', loss, 100), checkFit(fit));
  if (refused) return refused;
  const tokens = neededTokens(parameters, loss, fit);
  if (tokens <= most.tokens) return derived('tokens-for-loss', tokens, 'tokens', '(B ÷ (loss − E − A ÷ parameters^α))^(1 ÷ β)', from);
  return refusal(
    'not-modelled',
    `With ${parameters.toLocaleString('en-GB')} parameters no amount of text reaches a loss of ${loss}: with endless text it would be ${(fit.E + fit.A / parameters ** fit.alpha).toFixed(3)}.`,
    'Take a larger model, or a higher loss.',
  );
}

/** Infinite where the model is too small. */
function neededTokens(parameters: number, loss: number, { E, A, B, alpha, beta }: LossFit): number {
  const left = loss - E - A / parameters ** alpha;
  return left > 0 ? (B / left) ** (1 / beta) : Infinity;
}

export interface LifetimeOptimum {
  readonly kind: 'lifetime-optimum';
  readonly parameters: Derived<Count>;
  readonly trainingTokens: Derived<Tokens>;
  /** Of training and all answers. */
  readonly flops: Derived<Flops>;
}

/**
 * The model that reaches a loss with the fewest operations over its whole life: the minimum over N of 6 · N · D + 2 · N · T, where D is tokensForLoss. The more it
 * will be asked, the smaller it should be, and the longer trained.
 *
 * Source: Sardana et al. 2024 (arXiv 2401.00448), section 2 and figure 1: at T = 2 · 10¹², a 7B model of the quality of a compute-optimal 13B saves 1.7 · 10²² FLOPs, 17 %.
 * Validity: as of trainingLoss, and far outside its data where T is large; very sensitive to the exponents.
 * @param loss to be reached, in nats a token
 * @param inferenceTokens T, read and written
 */
export function lifetimeOptimum(loss: number, inferenceTokens: number, from: readonly Provenance[], fit = chinchillaFit): LifetimeOptimum | Refusal {
  const refused = firstRefusal(checkPositive('loss', loss, 100), checkFrom0('inferenceTokens', inferenceTokens, limits.lifetimeTokens), checkFit(fit));
  if (refused) return refused;
  // Between the size that would need endless text, and the one that is best for a life without questions.
  const smallest = (fit.A / (loss - fit.E)) ** (1 / fit.alpha);
  const largest = computeOptimalParameters(loss, fit);
  if (!(smallest >= 1 && largest <= most.parameters)) {
    return refusal(
      'not-modelled',
      `No model of 1 to ${most.parameters} parameters is the best for a loss of ${loss}: what no model and no text gets below is ${fit.E}.`,
      `Ask for a loss above ${fit.E} that real models have: from 1.9 to 4, say.`,
    );
  }
  const total = (parameters: number): number => 6 * parameters * neededTokens(parameters, loss, fit) + 2 * parameters * inferenceTokens;
  const parameters = Math.exp(lowest((logarithm) => total(Math.exp(logarithm)), Math.log(smallest), Math.log(largest)));
  const tokens = tokensForLoss(parameters, loss, from, fit);
  if (isRefusal(tokens)) return tokens;
  return {
    kind: 'lifetime-optimum',
    parameters: derived('optimal-parameters', parameters, 'count', 'the minimum of 6 × parameters × training tokens + 2 × parameters × tokens read and written, at this loss', from),
    trainingTokens: tokens,
    flops: derived('lifetime-flops', total(parameters), 'flops', '6 × parameters × training tokens + 2 × parameters × tokens read and written', from),
  };
}

/** Size of the compute-optimal model that reaches a loss: there B / D^β = (α / β) · A / N^α, so that L − E = (1 + α / β) · A / N^α. Where no model reaches it, not a finite number. */
const computeOptimalParameters = (loss: number, { E, A, alpha, beta }: LossFit): number => (((1 + alpha / beta) * A) / (loss - E)) ** (1 / alpha);

/** Where a function with one valley is lowest between two places: golden-section search, 120 steps, which is down to rounding. */
function lowest(height: (place: number) => number, left: number, right: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [left, right];
  for (let step = 0; step < 120; step += 1) {
    const [near, far] = [to - golden * (to - from), from + golden * (to - from)];
    if (height(near) <= height(far)) to = far;
    else from = near;
  }
  return (from + to) / 2;
}
