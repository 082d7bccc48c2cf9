import { EngineError } from '../errors';

/** The shape of a Llama model, in our words. */
export interface ModelConfig {
  readonly layers: number;
  readonly dim: number;
  readonly hiddenDim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly contextLength: number;
  readonly ropeTheta: number;
  readonly normEpsilon: number;
  readonly tiedEmbeddings: boolean;
  readonly beginId: number;
  readonly stopId: number;
}

function malformed(what: string): EngineError {
  return new EngineError(
    'file-malformed',
    `The model's config.json cannot be used: ${what}.`,
    'This engine runs models of the Llama architecture in the Hugging Face layout. Check the model folder.',
  );
}

/**
 * A Hugging Face `config.json` of the Llama architecture, checked.
 * @throws EngineError `file-malformed`
 */
export function parseConfig(json: unknown): ModelConfig {
  if (typeof json !== 'object' || json === null) throw malformed('it is not an object');
  const fields = json as Record<string, unknown>;
  if (fields.model_type !== 'llama') throw malformed(`its model_type is ${String(fields.model_type)}, and llama is needed`);
  if (fields.hidden_act !== 'silu') throw malformed(`its hidden_act is ${String(fields.hidden_act)}, and silu is needed`);
  if (fields.attention_bias || fields.mlp_bias) throw malformed('it has biases, which this engine does not read');
  if (fields.rope_scaling) throw malformed('it scales RoPE, which this engine does not do');

  const size = (name: string, most: number): number => {
    const value = fields[name];
    if (!Number.isSafeInteger(value) || (value as number) < 1 || (value as number) > most) {
      throw malformed(`${name} is ${String(value)}, and a whole number from 1 to ${most} is needed`);
    }
    return value as number;
  };
  const positive = (name: string): number => {
    const value = fields[name];
    if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value)) throw malformed(`${name} is ${String(value)}`);
    return value;
  };
  const tokenId = (name: string): number => {
    const value = fields[name];
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) >= vocab) throw malformed(`${name} is ${String(value)}`);
    return value as number;
  };

  const vocab = size('vocab_size', 1 << 20);
  const [dim, heads, kvHeads] = [size('hidden_size', 65_536), size('num_attention_heads', 1024), size('num_key_value_heads', 1024)];
  const headDim = fields.head_dim === undefined ? dim / heads : size('head_dim', 256);
  if (!Number.isInteger(headDim) || headDim % 2 !== 0 || headDim > 256) throw malformed(`its head dimension is ${headDim}, and an even number up to 256 is needed`);
  if (heads % kvHeads !== 0) throw malformed(`${heads} heads cannot share ${kvHeads} key/value heads evenly`);
  return {
    layers: size('num_hidden_layers', 1024),
    dim,
    hiddenDim: size('intermediate_size', 1 << 18),
    heads,
    kvHeads,
    headDim,
    vocab,
    contextLength: size('max_position_embeddings', 1 << 20),
    ropeTheta: positive('rope_theta'),
    normEpsilon: positive('rms_norm_eps'),
    tiedEmbeddings: fields.tie_word_embeddings === true,
    beginId: tokenId('bos_token_id'),
    stopId: tokenId('eos_token_id'),
  };
}
