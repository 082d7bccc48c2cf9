import { EngineError } from '../errors';
import type { Backend } from '../kernels/backend';
import { ropeAngles } from '../kernels/rope/rope';
import type { DType } from '../tensor/dtype';
import { narrowToHalves, widenHalves } from '../tensor/half';
import { elementCount, type HostTensor, type Shape, type Tensor } from '../tensor/tensor';
import type { ModelConfig } from './config';

/** The weights of one layer. A matrix is (outputs, inputs), as the file has it. */
export interface LayerWeights {
  readonly attentionNorm: Tensor; // (dim)
  readonly query: Tensor; // (heads · headDim, dim)
  readonly key: Tensor; // (kvHeads · headDim, dim)
  readonly value: Tensor; // (kvHeads · headDim, dim)
  readonly attentionOutput: Tensor; // (dim, heads · headDim)
  readonly feedForwardNorm: Tensor; // (dim)
  readonly gate: Tensor; // (hiddenDim, dim)
  readonly up: Tensor; // (hiddenDim, dim)
  readonly down: Tensor; // (dim, hiddenDim)
}

export interface Weights {
  readonly embedding: Tensor; // (vocab, dim)
  readonly layers: readonly LayerWeights[];
  readonly finalNorm: Tensor; // (dim)
  readonly head: Tensor; // (vocab, dim); the embedding itself where they are tied
  readonly ropeAngles: Tensor; // (contextLength, headDim)
  readonly parameters: number;
  /** Bytes the parameters take on this device. */
  readonly bytes: number;
}

/**
 * A model's tensors, brought to a device in the given storage.
 * @throws EngineError `file-malformed` where a tensor is missing or has another shape than the configuration says
 */
export function uploadWeights(backend: Backend, config: ModelConfig, file: ReadonlyMap<string, HostTensor>, storage: DType): Weights {
  let parameters = 0;
  let bytes = 0;
  const take = (name: string, shape: Shape): Tensor => {
    const host = file.get(name);
    if (!host) throw mismatch(`it has no tensor ${name}`);
    if (host.shape.join() !== shape.join()) throw mismatch(`${name} is ${host.shape.join(' x ')}, and ${shape.join(' x ')} was expected`);
    const tensor = backend.upload(name, stored(host, storage));
    parameters += elementCount(shape);
    bytes += backend.bytesOf(tensor);
    return tensor;
  };

  const { dim, hiddenDim, vocab, headDim } = config;
  const [queryWidth, kvWidth] = [config.heads * headDim, config.kvHeads * headDim];
  const embedding = take('model.embed_tokens.weight', [vocab, dim]);
  const layers = Array.from({ length: config.layers }, (_, layer): LayerWeights => {
    const of = (name: string, shape: Shape) => take(`model.layers.${layer}.${name}.weight`, shape);
    return {
      attentionNorm: of('input_layernorm', [dim]),
      query: of('self_attn.q_proj', [queryWidth, dim]),
      key: of('self_attn.k_proj', [kvWidth, dim]),
      value: of('self_attn.v_proj', [kvWidth, dim]),
      attentionOutput: of('self_attn.o_proj', [dim, queryWidth]),
      feedForwardNorm: of('post_attention_layernorm', [dim]),
      gate: of('mlp.gate_proj', [hiddenDim, dim]),
      up: of('mlp.up_proj', [hiddenDim, dim]),
      down: of('mlp.down_proj', [dim, hiddenDim]),
    };
  });
  const finalNorm = take('model.norm.weight', [dim]);
  const head = config.tiedEmbeddings ? embedding : take('lm_head.weight', [vocab, dim]);
  const angles = { dtype: 'f32', shape: [config.contextLength, headDim], values: ropeAngles(config.contextLength, headDim, config.ropeTheta) } as const;
  return { embedding, layers, finalNorm, head, ropeAngles: backend.upload('rope angles', angles), parameters, bytes };
}

function mismatch(what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The weights do not fit their configuration: ${what}.`,
    'The files in the model folder belong to different models. Copy the whole folder again.',
  );
}

/** A file's tensor in another float storage; the same tensor where it is stored so already. */
function stored(host: HostTensor, storage: DType): HostTensor {
  if (host.dtype === storage) return host;
  const values = storage === 'f32' ? widenHalves(host.values as Uint16Array) : narrowToHalves(host.values as Float32Array);
  return { dtype: storage, shape: host.shape, values };
}
