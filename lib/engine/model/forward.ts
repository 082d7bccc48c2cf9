import { add, attention, embed, linear, rmsNorm, rope, siluMul, storeCache } from '../kernels';
import type { Pass } from '../kernels/backend';
import type { Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';
import type { KvCache } from './kv-cache';
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
}

/**
 * The forward pass: tokens in, logits out. Prefill is T = prompt, decode is T = 1.
 * @returns logits (N, vocab): one row for each of `logitRows`, or for each of the B · T tokens
 */
export function forward(pass: Pass, config: ModelConfig, weights: Weights, cache: KvCache, input: ForwardInput): Tensor {
  const rows = input.rows.shape[0] * input.tokens; // B · T
  let hidden = pass.scratch('hidden 0', 'f32', [rows, config.dim]);
  pass.run(embed, { ids: input.ids, table: weights.embedding, output: hidden }, {});

  weights.layers.forEach((layer, index) => {
    const attended = pass.scratch('hidden 1', 'f32', [rows, config.dim]);
    pass.run(add, { left: hidden, right: attentionBlock(pass, config, weights, layer, cache, index, hidden, input), output: attended }, {});
    // The residual stream alternates between two tensors: a kernel may not write what it reads.
    hidden = pass.scratch('hidden 0', 'f32', [rows, config.dim]);
    pass.run(add, { left: attended, right: feedForwardBlock(pass, config, layer, attended), output: hidden }, {});
    input.onLayer?.(index, hidden);
  });

  return head(pass, config, weights, hidden, input.logitRows);
}

/** What each token learns from the tokens before it. hidden (B · T, dim) -> (B · T, dim) */
function attentionBlock(
  pass: Pass,
  config: ModelConfig,
  weights: Weights,
  layer: LayerWeights,
  cache: KvCache,
  index: number,
  hidden: Tensor,
  { rows }: ForwardInput,
): Tensor {
  const { headDim } = config;
  const normed = norm(pass, config, layer.attentionNorm, hidden, 'normed'); // (B · T, dim)
  const query = project(pass, layer.query, normed, 'query'); // (B · T, heads · headDim)
  const key = project(pass, layer.key, normed, 'key'); // (B · T, kvHeads · headDim)
  const value = project(pass, layer.value, normed, 'value'); // (B · T, kvHeads · headDim)

  const turnedQuery = pass.scratch('turned query', 'f32', query.shape);
  const turnedKey = pass.scratch('turned key', 'f32', key.shape);
  pass.run(rope, { input: query, angles: weights.ropeAngles, rows, output: turnedQuery }, { headDim });
  pass.run(rope, { input: key, angles: weights.ropeAngles, rows, output: turnedKey }, { headDim });

  const { keys, values } = cache.layers[index];
  pass.run(storeCache, { input: turnedKey, rows, cache: keys }, {});
  pass.run(storeCache, { input: value, rows, cache: values }, {});

  const mixed = pass.scratch('mixed', 'f32', query.shape);
  pass.run(attention, { query: turnedQuery, keys, values, rows, output: mixed }, { headDim });
  return project(pass, layer.attentionOutput, mixed, 'block output'); // (B · T, dim)
}

/** What each token makes of it: SwiGLU. hidden (B · T, dim) -> (B · T, dim) */
function feedForwardBlock(pass: Pass, config: ModelConfig, layer: LayerWeights, hidden: Tensor): Tensor {
  const normed = norm(pass, config, layer.feedForwardNorm, hidden, 'normed'); // (B · T, dim)
  const gate = project(pass, layer.gate, normed, 'gate'); // (B · T, hiddenDim)
  const up = project(pass, layer.up, normed, 'up'); // (B · T, hiddenDim)
  const product = pass.scratch('product', 'f32', gate.shape);
  pass.run(siluMul, { gate, up, output: product }, {});
  return project(pass, layer.down, product, 'block output'); // (B · T, dim)
}

/** A score for every token of the vocabulary. hidden (B · T, dim) -> (N, vocab) */
function head(pass: Pass, config: ModelConfig, weights: Weights, hidden: Tensor, logitRows: Tensor | undefined): Tensor {
  let selected = hidden;
  if (logitRows) {
    // To pick rows of a table by their number is what `embed` does.
    selected = pass.scratch('selected', 'f32', [logitRows.shape[0], config.dim]);
    pass.run(embed, { ids: logitRows, table: hidden, output: selected }, {});
  }
  const normed = norm(pass, config, weights.finalNorm, selected, 'final normed');
  return project(pass, weights.head, normed, 'logits');
}

function norm(pass: Pass, config: ModelConfig, weight: Tensor, input: Tensor, name: string): Tensor {
  const output = pass.scratch(name, 'f32', input.shape);
  pass.run(rmsNorm, { input, weight, output }, { epsilon: config.normEpsilon });
  return output;
}

function project(pass: Pass, weight: Tensor, input: Tensor, name: string): Tensor {
  const output = pass.scratch(name, 'f32', [input.shape[0], weight.shape[0]]);
  pass.run(linear, { input, weight, output }, {});
  return output;
}
