import { numpy as np } from '@jax-js/jax';
import type { Weights } from './forward';
import type { TrainingOptions } from './options';

/** AdamW's constants: the shares that its two running means keep, and what stands between a small mean square and a division by nothing. */
export const firstShare = 0.9;
export const secondShare = 0.99;
export const adamEpsilon = 1e-8;
/** Keeps the clipping from a division by nothing. */
const normEpsilon = 1e-6;

/** The weights and Adam's two running means of each, in arrays of the same shapes. */
export interface OptimiserState {
  readonly weights: Weights;
  readonly first: Weights;
  readonly second: Weights;
}

/** Numbers of a step that the update takes as arrays, so that one program serves every step. */
export interface UpdateFactors {
  readonly learningRate: number;
  /** 1 − share^step: what undoes the running means' start at nothing. */
  readonly firstCorrection: number;
  readonly secondCorrection: number;
}

/**
 * The learning rate of a step: a straight climb over the warm-up, then half a cosine down to `finalShare` of the highest.
 * @param step 1 for the first
 */
export function learningRateAt(step: number, { learningRate, warmupSteps, steps, finalShare }: Pick<TrainingOptions, 'learningRate' | 'warmupSteps' | 'steps' | 'finalShare'>): number {
  if (step <= warmupSteps) return (learningRate * step) / warmupSteps;
  const done = Math.min((step - warmupSteps) / Math.max(steps - warmupSteps, 1), 1);
  return learningRate * (finalShare + (1 - finalShare) * 0.5 * (1 + Math.cos(Math.PI * done)));
}

export function updateFactors(step: number, options: TrainingOptions): UpdateFactors {
  return { learningRate: learningRateAt(step, options), firstCorrection: 1 - firstShare ** step, secondCorrection: 1 - secondShare ** step };
}

/** What every gradient is multiplied by, so that all together are no longer than `limit`. */
export function gradientScale(norm: number, limit: number): number {
  return Math.min(limit / (norm + normEpsilon), 1);
}

/**
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2) on gradients clipped by their common norm (Pascanu et al.
 * 2013): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η(m̂ / (√v̂ + ε) + λw). Matrices decay, norms do not.
 * @param gradients as `weights`; used up, as is everything given
 * @param factors (3): learning rate, first and second correction
 * @returns the gradients' norm before clipping (), and the state after the step
 */
export function update(
  { weightDecay, gradientNormLimit }: Pick<TrainingOptions, 'weightDecay' | 'gradientNormLimit'>,
  weights: Weights,
  first: Weights,
  second: Weights,
  gradients: Weights,
  factors: np.Array,
): [norm: np.Array, weights: Weights, first: Weights, second: Weights] {
  const names = Object.keys(weights);
  const squares = names.map((name) => np.square(gradients[name].ref).sum());
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)));
  const clip = np.minimum(np.reciprocal(norm.ref.add(normEpsilon)).mul(gradientNormLimit), 1); // ()
  const [learningRate, firstCorrection, secondCorrection] = np.unstack(factors);
  const firstFactor = np.reciprocal(firstCorrection);
  const secondFactor = np.reciprocal(secondCorrection);
  const [newWeights, newFirst, newSecond]: [Weights, Weights, Weights] = [{}, {}, {}];
  for (const name of names) {
    const gradient = gradients[name].mul(clip.ref);
    const decay = weights[name].shape.length > 1 ? weightDecay : 0;
    newFirst[name] = first[name].mul(firstShare).add(gradient.ref.mul(1 - firstShare));
    newSecond[name] = second[name].mul(secondShare).add(np.square(gradient).mul(1 - secondShare));
    const direction = newFirst[name].ref.mul(firstFactor.ref).div(np.sqrt(newSecond[name].ref.mul(secondFactor.ref)).add(adamEpsilon));
    newWeights[name] = weights[name].ref.sub(direction.add(weights[name].mul(decay)).mul(learningRate.ref));
  }
  for (const array of [clip, learningRate, firstFactor, secondFactor]) array.dispose();
  return [norm, newWeights, newFirst, newSecond];
}
