import { nn, numpy as np } from '@jax-js/jax';
import type { TrainingShape } from './shape';
import { layerTensor } from './tensors';

/**
 * The weights as jax-js arrays, by their names in the file. jax-js counts references: a function uses up the arrays that
 * it is given, and `.ref` keeps one for later.
 */
export type Weights = Record<string, np.Array>;

/**
 * The engine's forward pass written a second time, in operations that can be differentiated. The engine's own is
 * lib/engine/model/forward.ts; a test holds the two together.
 * @param weights used up; a matrix is (outputs, inputs)
 * @param ids (B, T) int32, used up
 * @returns logits (B, T, vocab)
 */
export function forward(shape: TrainingShape, weights: Weights, ids: np.Array): np.Array {
  const [, tokens] = ids.shape;
  const { 'model.embed_tokens.weight': embedding, 'model.norm.weight': finalNorm, 'lm_head.weight': ownHead } = weights;
  const head = shape.tiedEmbeddings ? embedding.ref : ownHead;
  let hidden = einsum('btv,vd->btd', nn.oneHot(ids, shape.vocab), embedding); // (B, T, dim)
  for (let layer = 0; layer < shape.layers; layer++) {
    const of = (name: string) => weights[layerTensor(layer, name)];
    hidden = hidden.ref.add(attentionBlock(shape, of, tokens, hidden));
    hidden = hidden.ref.add(feedForwardBlock(shape, of, hidden));
  }
  return project(rmsNorm(shape, hidden, finalNorm), head);
}

/**
 * Mean of −log p(target), in nats a character.
 * @param ids (B, T) int32 @param targets (B, T) int32: the character after each @returns ()
 */
export function loss(shape: TrainingShape, weights: Weights, ids: np.Array, targets: np.Array): np.Array {
  const [rows, tokens] = ids.shape;
  const logprobs = nn.logSoftmax(forward(shape, weights, ids)); // (B, T, vocab)
  return logprobs.mul(nn.oneHot(targets, shape.vocab)).sum().mul(-1 / (rows * tokens));
}

type LayerWeight = (name: string) => np.Array;

/** hidden (B, T, dim) -> (B, T, dim) */
function attentionBlock(shape: TrainingShape, of: LayerWeight, tokens: number, hidden: np.Array): np.Array {
  const { heads, kvHeads, headDim } = shape;
  const batch = hidden.shape[0];
  const shared = heads / kvHeads; // Query heads that read the same keys and values.
  const normed = rmsNorm(shape, hidden, of('input_layernorm')); // (B, T, dim)
  const query = project(normed.ref, of('self_attn.q_proj')).reshape([batch, tokens, heads, headDim]);
  const key = project(normed.ref, of('self_attn.k_proj')).reshape([batch, tokens, kvHeads, headDim]);
  const value = project(normed, of('self_attn.v_proj')).reshape([batch, tokens, kvHeads, headDim]);
  const turnedQuery = rope(shape, query).reshape([batch, tokens, kvHeads, shared, headDim]);
  const scores = einsum('btkgd,bskd->bkgts', turnedQuery, rope(shape, key)).mul(1 / Math.sqrt(headDim)); // (B, kvHeads, shared, T, T)
  const seen = np.tri(tokens).greater(0); // (T, T): a token sees itself and those before it.
  const attended = nn.softmax(np.where(seen, scores, -1e30)); // (B, kvHeads, shared, T, T)
  const mixed = einsum('bkgts,bskd->btkgd', attended, value).reshape([batch, tokens, heads * headDim]);
  return project(mixed, of('self_attn.o_proj'));
}

/** SwiGLU. hidden (B, T, dim) -> (B, T, dim) */
function feedForwardBlock(shape: TrainingShape, of: LayerWeight, hidden: np.Array): np.Array {
  const normed = rmsNorm(shape, hidden, of('post_attention_layernorm')); // (B, T, dim)
  const gate = project(normed.ref, of('mlp.gate_proj')); // (B, T, hiddenDim)
  const up = project(normed, of('mlp.up_proj')); // (B, T, hiddenDim)
  return project(gate.ref.mul(nn.sigmoid(gate)).mul(up), of('mlp.down_proj'));
}

/** input / sqrt(mean(input²) + epsilon) · weight (Zhang and Sennrich 2019). (B, T, dim) -> (B, T, dim) */
function rmsNorm({ normEpsilon }: TrainingShape, input: np.Array, weight: np.Array): np.Array {
  const meanSquare = np.square(input.ref).mean(-1, { keepdims: true }); // (B, T, 1)
  return input.mul(np.reciprocal(np.sqrt(meanSquare.add(normEpsilon)))).mul(weight);
}

/** Rotary embedding over half-split pairs, as the engine's (Su et al. 2021). (B, T, heads, headDim) -> the same */
function rope({ headDim, ropeTheta }: TrainingShape, input: np.Array): np.Array {
  const tokens = input.shape[1];
  const half = headDim / 2;
  const [cosines, sines] = ropeTables(tokens, headDim, ropeTheta); // (T, 1, half) each
  const first = input.ref.slice([], [], [], [0, half]);
  const second = input.slice([], [], [], [half, headDim]);
  const turnedFirst = first.ref.mul(cosines.ref).sub(second.ref.mul(sines.ref));
  const turnedSecond = second.mul(cosines).add(first.mul(sines));
  return np.concatenate([turnedFirst, turnedSecond], 3);
}

function ropeTables(tokens: number, headDim: number, theta: number): [np.Array, np.Array] {
  const half = headDim / 2;
  const angles = Array.from({ length: tokens * half }, (_, at) => Math.floor(at / half) * theta ** ((-2 * (at % half)) / headDim));
  const table = (of: (angle: number) => number) => np.array(Float32Array.from(angles, of)).reshape([tokens, 1, half]);
  return [table(Math.cos), table(Math.sin)];
}

/** input (B, T, inputs) · weightᵀ (inputs, outputs) -> (B, T, outputs) */
function project(input: np.Array, weight: np.Array): np.Array {
  return einsum('bti,oi->bto', input, weight);
}

/**
 * Sum of products over the letters that the result has not. By letters' numbers: jax-js reads letters themselves with
 * iterator helpers, which Safari has since 18.4 only.
 */
function einsum(formula: string, left: np.Array, right: np.Array): np.Array {
  const [leftAxes, rightAxes, outputAxes] = formula.split(/,|->/).map((letters) => Array.from(letters, (letter) => letter.charCodeAt(0) - 97));
  return np.einsum(left, leftAxes, right, rightAxes, outputAxes);
}
