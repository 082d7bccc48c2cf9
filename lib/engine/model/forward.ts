import { add, attention, embed, linear, rmsNorm, rope, siluMul, storeCache } from '../kernels';
import type { Pass } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';
import type { KvCache } from './kv-cache';
import { partsOf } from './split-tensor';
import type { LayerWeights, Weights } from './weights';

/** The tokens that go in. T new tokens for each of B sequences; sequences with fewer are padded at their end. */
export interface ForwardInput {
  readonly tokens: number; // T
  readonly ids: Tensor; // (B · T) u32
  /** First position and count of the new tokens of each sequence, and its slot in the cache. */
  readonly rows: Tensor; // (B, 3) u32
  /** Which rows of (B · T) get logits; absent: all. */
  readonly logitRows?: Tensor; // (N) u32
  /** Told of each layer's output while the pass is captured: for goldens and probes. */
  readonly onLayer?: (layer: number, hidden: Tensor) => void;
  /** Told of what each layer's attention compares, before it does: query (B · T, heads · headDim), keys as in the cache. */
  readonly onAttention?: (layer: number, query: Tensor, keys: Tensor) => void;
}

/** What a layer needs to know of its model. */
export type LayerConfig = Pick<ModelConfig, 'headDim' | 'normEpsilon'>;

/** What a layer works among. */
export interface LayerSetting extends Pick<ForwardInput, 'rows' | 'onAttention'> {
  /** Its number, from 0 on. */
  readonly index: number;
  readonly ropeAngles: Tensor; // (positions, headDim)
  /** Its own part of the cache. */
  readonly keys: Tensor; // (slots, capacity, kvHeads · headDim)
  readonly values: Tensor; // (slots, capacity, kvHeads · headDim)
}

/**
 * The forward pass: tokens in, logits out. Prefill is T = prompt, decode is T = 1.
 * @returns logits (N, vocab): one row for each of `logitRows`, or for each of the B · T tokens
 */
export function forward(pass: Pass, config: ModelConfig, weights: Weights, cache: KvCache, input: ForwardInput): Tensor {
  const rows = input.rows.shape[0] * input.tokens; // B · T
  let hidden = pass.scratch('hidden 0', 'f32', [rows, config.dim]);
  pass.run(embed, { ids: input.ids, table: weights.embedding, output: hidden }, {}, 'embedding');

  weights.layers.forEach((layer, index) => {
    const setting = { ...cache.layers[index], ropeAngles: weights.ropeAngles, rows: input.rows, onAttention: input.onAttention, index };
    hidden = transformerLayer(pass, config, layer, setting, hidden);
    input.onLayer?.(index, hidden);
  });

  return head(pass, config, weights, hidden, input.logitRows);
}

/** One layer: attention, then feed-forward, each added to what came in. hidden (B · T, dim) -> (B · T, dim) */
export function transformerLayer(pass: Pass, config: LayerConfig, layer: LayerWeights, setting: LayerSetting, hidden: Tensor): Tensor {
  const place = `layer ${setting.index}`;
  const attended = pass.scratch('hidden 1', 'f32', hidden.shape);
  pass.run(add, { left: hidden, right: attentionBlock(pass, config, layer, setting, hidden), output: attended }, {}, `${place} / attention / add`);
  // The residual stream alternates between two tensors: a kernel may not write what it reads.
  const output = pass.scratch('hidden 0', 'f32', hidden.shape);
  pass.run(add, { left: attended, right: feedForwardBlock(pass, config, layer, setting.index, attended), output }, {}, `${place} / feed-forward / add`);
  return output;
}

/** What each token learns from the tokens before it. hidden (B · T, dim) -> (B · T, dim) */
function attentionBlock(pass: Pass, config: LayerConfig, layer: LayerWeights, setting: LayerSetting, hidden: Tensor): Tensor {
  const { headDim } = config;
  const { index, ropeAngles, keys, values, rows } = setting;
  const place = `layer ${index} / attention`;
  const normed = norm(pass, config, layer.attentionNorm, hidden, 'normed', `${place} / norm`); // (B · T, dim)
  const query = project(pass, layer.query, normed, 'query', `${place} / query`); // (B · T, heads · headDim)
  const key = project(pass, layer.key, normed, 'key', `${place} / key`); // (B · T, kvHeads · headDim)
  const value = project(pass, layer.value, normed, 'value', `${place} / value`); // (B · T, kvHeads · headDim)

  const turnedQuery = pass.scratch('turned query', 'f32', query.shape);
  const turnedKey = pass.scratch('turned key', 'f32', key.shape);
  pass.run(rope, { input: query, angles: ropeAngles, rows, output: turnedQuery }, { headDim }, `${place} / turn query`);
  pass.run(rope, { input: key, angles: ropeAngles, rows, output: turnedKey }, { headDim }, `${place} / turn key`);

  pass.run(storeCache, { input: turnedKey, rows, cache: keys }, {}, `${place} / store key`);
  pass.run(storeCache, { input: value, rows, cache: values }, {}, `${place} / store value`);
  setting.onAttention?.(index, turnedQuery, keys);

  const mixed = pass.scratch('mixed', 'f32', query.shape);
  pass.run(attention, { query: turnedQuery, keys, values, rows, output: mixed }, { headDim }, `${place} / mix`);
  return project(pass, layer.attentionOutput, mixed, 'block output', `${place} / output`); // (B · T, dim)
}

/** What each token makes of it: SwiGLU. hidden (B · T, dim) -> (B · T, dim) */
function feedForwardBlock(pass: Pass, config: LayerConfig, layer: LayerWeights, index: number, hidden: Tensor): Tensor {
  const place = `layer ${index} / feed-forward`;
  const normed = norm(pass, config, layer.feedForwardNorm, hidden, 'normed', `${place} / norm`); // (B · T, dim)
  const gate = project(pass, layer.gate, normed, 'gate', `${place} / gate`); // (B · T, hiddenDim)
  const up = project(pass, layer.up, normed, 'up', `${place} / up`); // (B · T, hiddenDim)
  const product = pass.scratch('product', 'f32', gate.shape);
  pass.run(siluMul, { gate, up, output: product }, {}, `${place} / multiply`);
  return project(pass, layer.down, product, 'block output', `${place} / down`); // (B · T, dim)
}

/**
 * A score for every token of the vocabulary. hidden (B · T, dim) -> (N, vocab)
 * @param name of the logits' memory: another one where several are wanted
 */
export function head(
  pass: Pass,
  config: LayerConfig,
  weights: Pick<Weights, 'finalNorm' | 'head'>,
  hidden: Tensor,
  logitRows: Tensor | undefined,
  name = 'logits',
): Tensor {
  let selected = hidden;
  if (logitRows) {
    // To pick rows of a table by their number is what `embed` does.
    selected = pass.scratch('selected', 'f32', [logitRows.shape[0], hidden.shape[1]]);
    pass.run(embed, { ids: logitRows, table: hidden, output: selected }, {}, 'head / select');
  }
  const normed = norm(pass, config, weights.finalNorm, selected, 'final normed', 'head / norm');
  return project(pass, weights.head, normed, name, 'head / logits');
}

function norm(pass: Pass, config: LayerConfig, weight: Tensor, input: Tensor, name: string, place: string): Tensor {
  const output = pass.scratch(name, 'f32', input.shape);
  pass.run(rmsNorm, { input, weight, output }, { epsilon: config.normEpsilon }, place);
  return output;
}

/** input (N, columns) · weightᵀ (columns, outputs) -> (N, outputs) */
function project(pass: Pass, weight: Tensor, input: Tensor, name: string, place: string): Tensor {
  const output = pass.scratch(name, 'f32', [input.shape[0], weight.shape[0]]);
  let firstOutput = 0;
  for (const part of partsOf(weight)) {
    pass.run(linear, { input, weight: part, output }, { firstOutput }, place);
    firstOutput += part.shape[0];
  }
  return output;
}
