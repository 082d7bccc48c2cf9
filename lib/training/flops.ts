import type { TrainingShape } from './shape';
import { parameterCount } from './tensors';

/** Floating-point operations of one training step; a multiplication and an addition are two. */
export interface StepFlops {
  readonly forward: number;
  readonly backward: number;
  readonly optimiser: number;
  readonly total: number;
}

/** Bytes that a training needs at once; all numbers are f32. */
export interface TrainingMemory {
  readonly weights: number;
  readonly gradients: number;
  /** Adam's two running means. */
  readonly moments: number;
  /** What the forward pass leaves for the backward pass. */
  readonly activations: number;
  readonly total: number;
}

const bytesPerNumber = 4;
/** Operations on each number of the weights: square and sum for the norm 2, clip 1, two means 3 and 4, their corrections 2, root, addition and division 3, decay 2, update 2. */
const updateFlopsPerNumber = 19;

/** Numbers of all matrices that a token is multiplied by, once: all but the norms, and the head even where it is the embedding. */
function matrixNumbers({ layers, dim, hiddenDim, heads, kvHeads, headDim, vocab }: TrainingShape): number {
  const attention = 2 * dim * heads * headDim + 2 * dim * kvHeads * headDim;
  return layers * (attention + 3 * dim * hiddenDim) + vocab * dim;
}

/**
 * Of one token that sees `seen` positions, itself among them: two for each number of the matrices, and two for each number of
 * the keys and of the values it looks at (Kaplan et al. 2020, section 2.1, counted here from the real shapes). Norms, RoPE and softmax are left out.
 */
export function tokenFlops(shape: TrainingShape, seen: number): number {
  return 2 * matrixNumbers(shape) + 4 * shape.layers * shape.heads * shape.headDim * seen;
}

/**
 * One step on B rows of T tokens. Training computes attention over all T positions and masks those that are still to come; the
 * backward pass is two products for each one of the forward pass.
 */
export function stepFlops(shape: TrainingShape, rows: number, tokens: number): StepFlops {
  const forward = rows * tokens * tokenFlops(shape, tokens);
  const backward = 2 * forward;
  const optimiser = updateFlopsPerNumber * parameterCount(shape);
  return { forward, backward, optimiser, total: forward + backward + optimiser };
}

/** Of a training with batches of B rows of T tokens. */
export function trainingMemory(shape: TrainingShape, rows: number, tokens: number): TrainingMemory {
  const weights = bytesPerNumber * parameterCount(shape);
  const activations = bytesPerNumber * rows * tokens * activationNumbers(shape, tokens);
  return { weights, gradients: weights, moments: 2 * weights, activations, total: 4 * weights + activations };
}

/** For one token: each layer's input, its normed forms, queries, keys, values, attention weights, their mix, the feed-forward's three, and the logits. */
function activationNumbers({ layers, dim, hiddenDim, heads, kvHeads, headDim, vocab }: TrainingShape, tokens: number): number {
  const attention = 2 * dim + 2 * heads * headDim + 2 * kvHeads * headDim + heads * tokens;
  const feedForward = 2 * dim + 3 * hiddenDim;
  return layers * (attention + feedForward) + 2 * dim + vocab;
}

/**
 * Bytes that writing one token needs: the weights, and the keys and values of the tokens before it.
 * @param bytesPerWeight 2 for f16 @param seen positions in the cache, the token's own among them
 */
export function generationMemory(shape: TrainingShape, bytesPerWeight: number, seen: number): { readonly weights: number; readonly kvCache: number; readonly total: number } {
  const weights = bytesPerWeight * parameterCount(shape);
  const kvCache = bytesPerNumber * 2 * shape.layers * shape.kvHeads * shape.headDim * seen;
  return { weights, kvCache, total: weights + kvCache };
}
