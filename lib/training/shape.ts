import type { ModelConfig } from '@/lib/engine/model/config';

/** The shape of a model to train: the engine's own words, without the two tokens that belong to a vocabulary. */
export type TrainingShape = Omit<ModelConfig, 'beginId' | 'stopId'>;

/**
 * The default: small enough for a processor to take twenty steps a second, and of the same architecture as the models
 * of the course. Every width is a multiple of 32, so that every precision of the engine can store it.
 * @param vocab characters, the unknown one counted in
 */
export function defaultShape(vocab: number): TrainingShape {
  return { layers: 2, dim: 64, hiddenDim: 192, heads: 4, kvHeads: 2, headDim: 16, vocab, contextLength: 32, ropeTheta: 10_000, normEpsilon: 1e-5, tiedEmbeddings: true };
}

/** The model's Hugging Face `config.json`, as `parseConfig` of the engine and PyTorch's `LlamaForCausalLM` read it. */
export function modelConfigFile(shape: TrainingShape, tokens: Pick<ModelConfig, 'beginId' | 'stopId'>) {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_act: 'silu',
    hidden_size: shape.dim,
    intermediate_size: shape.hiddenDim,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headDim,
    vocab_size: shape.vocab,
    max_position_embeddings: shape.contextLength,
    rope_theta: shape.ropeTheta,
    rms_norm_eps: shape.normEpsilon,
    tie_word_embeddings: shape.tiedEmbeddings,
    attention_bias: false,
    mlp_bias: false,
    attention_dropout: 0,
    initializer_range: 0.02,
    bos_token_id: tokens.beginId,
    eos_token_id: tokens.stopId,
    torch_dtype: 'float16',
    use_cache: true,
  };
}
