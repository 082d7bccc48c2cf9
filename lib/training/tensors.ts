import type { TrainingShape } from './shape';

/** A tensor of a layer, by its name in the file. */
export const layerTensor = (layer: number, name: string) => `model.layers.${layer}.${name}.weight`;

/** Every tensor that is trained, by its name in the file, with its shape; a matrix is (outputs, inputs). */
export function trainedTensors(shape: TrainingShape): ReadonlyMap<string, readonly number[]> {
  const { layers, dim, hiddenDim, vocab, heads, kvHeads, headDim, tiedEmbeddings } = shape;
  const tensors = new Map<string, readonly number[]>([['model.embed_tokens.weight', [vocab, dim]]]);
  for (let layer = 0; layer < layers; layer++) {
    const add = (name: string, tensorShape: readonly number[]) => tensors.set(layerTensor(layer, name), tensorShape);
    add('input_layernorm', [dim]);
    add('self_attn.q_proj', [heads * headDim, dim]);
    add('self_attn.k_proj', [kvHeads * headDim, dim]);
    add('self_attn.v_proj', [kvHeads * headDim, dim]);
    add('self_attn.o_proj', [dim, heads * headDim]);
    add('post_attention_layernorm', [dim]);
    add('mlp.gate_proj', [hiddenDim, dim]);
    add('mlp.up_proj', [hiddenDim, dim]);
    add('mlp.down_proj', [dim, hiddenDim]);
  }
  tensors.set('model.norm.weight', [dim]);
  if (!tiedEmbeddings) tensors.set('lm_head.weight', [vocab, dim]);
  return tensors;
}

/** Numbers in all of them. */
export function parameterCount(shape: TrainingShape): number {
  return [...trainedTensors(shape).values()].reduce((sum, dims) => sum + dims.reduce((product, size) => product * size, 1), 0);
}
