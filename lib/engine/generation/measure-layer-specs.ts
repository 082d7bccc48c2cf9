import { kvCacheBytes } from '../model/kv-cache';
import { resolvePlan, type TensorRole } from '../model/storage-plan';
import type { LayerWeights } from '../model/weights';
import { isQuantised } from '../tensor/dtype';
import { storedWords } from '../tensor/layout';
import { rowsAndColumns, type Shape, type TensorSpec } from '../tensor/tensor';
import type { LayerRequest } from './measurements';

/** The scale block of rows of so many columns. @throws EngineError `invalid-request` where what is asked for does not divide them */
export type BlockSize = (name: string, columns: number, asked: number | 'row' | 'tensor') => number;

/** How a layer's weights, and those around the layers, are stored. */
export interface LayerSpecs {
  readonly layer: Readonly<Record<keyof LayerWeights, TensorSpec>>;
  readonly finalNorm: TensorSpec;
  readonly head: TensorSpec;
  /** Weights and key/value cache of a layer. */
  readonly layerBytes: number;
}

/** Names of a layer's tensors in a file, which a plan may name. */
const fileNames: Readonly<Record<keyof LayerWeights, string>> = {
  attentionNorm: 'input_layernorm',
  query: 'self_attn.q_proj',
  key: 'self_attn.k_proj',
  value: 'self_attn.v_proj',
  attentionOutput: 'self_attn.o_proj',
  feedForwardNorm: 'post_attention_layernorm',
  gate: 'mlp.gate_proj',
  up: 'mlp.up_proj',
  down: 'mlp.down_proj',
};
const layerName = (name: keyof LayerWeights) => `model.layers.0.${fileNames[name]}.weight`;
const names = Object.keys(fileNames) as (keyof LayerWeights)[];
const outside = { finalNorm: 'model.norm.weight', head: 'lm_head.weight' };

/** @throws EngineError `invalid-request` for a plan that does not fit */
export function layerSpecs({ shape, plan, batch, context }: LayerRequest, blockSize: BlockSize): LayerSpecs {
  const storage = resolvePlan(plan, new Set([...names.map(layerName), ...Object.values(outside)]));
  const spec = (name: string, role: TensorRole, dimensions: Shape): TensorSpec => {
    const dtype = storage.of(name, role);
    const { columns } = rowsAndColumns(dimensions);
    return { dtype, shape: dimensions, ...(isQuantised(dtype) && { block: blockSize(name, columns, storage.block) }) };
  };
  const { dim, hiddenDim, heads, kvHeads, headDim, vocab } = shape;
  const shapes: Readonly<Record<keyof LayerWeights, Shape>> = {
    attentionNorm: [dim],
    query: [heads * headDim, dim],
    key: [kvHeads * headDim, dim],
    value: [kvHeads * headDim, dim],
    attentionOutput: [dim, heads * headDim],
    feedForwardNorm: [dim],
    gate: [hiddenDim, dim],
    up: [hiddenDim, dim],
    down: [dim, hiddenDim],
  };
  const layer = mapWeights((name) => spec(layerName(name), shapes[name].length === 1 ? 'norm' : 'matrix', shapes[name]));
  return {
    layer,
    finalNorm: spec(outside.finalNorm, 'norm', [dim]),
    head: spec(outside.head, 'embedding', [vocab, dim]),
    layerBytes: names.reduce((sum, name) => sum + 4 * storedWords(layer[name]), kvCacheBytes({ layers: 1, kvHeads, headDim }, batch, context)),
  };
}

export const mapWeights = <T>(make: (name: keyof LayerWeights) => T): Record<keyof LayerWeights, T> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<keyof LayerWeights, T>;
