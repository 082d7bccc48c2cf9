import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';

/** Longest context that is offered: a KV cache grows with it, and models of the hub allow for gigabytes. */
export const mostContext = 4096;

/** What a model of any architecture tells of itself; 0 where it does not. */
export interface ForeignConfig extends ModelConfig {
  readonly modelType: string;
  /** Any of these ends the text. */
  readonly stopIds: readonly number[];
  /** Counted from the shapes of architectures that are known here; 0: not known. */
  readonly parameters: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * A model's `config.json` and `generation_config.json`, read leniently: what only the reader is told may be missing.
 * @throws EngineError `file-malformed` where the vocabulary or every end token is missing
 */
export function readForeignConfig(configJson: unknown, generationJson: unknown): ForeignConfig {
  const config = asFields(configJson);
  const generation = asFields(generationJson);
  const number = (name: string, otherwise = 0): number => (typeof config[name] === 'number' ? config[name] : otherwise);
  const vocab = number('vocab_size');
  if (!Number.isSafeInteger(vocab) || vocab < 2) throw malformed('it does not tell the size of its vocabulary');
  const stopIds = [...new Set([generation.eos_token_id, config.eos_token_id].flat().filter((id): id is number => isToken(id, vocab)))];
  if (stopIds.length === 0) throw malformed('it names no end token');
  const [dim, heads] = [number('hidden_size'), number('num_attention_heads')];
  const shape = {
    layers: number('num_hidden_layers'),
    dim,
    hiddenDim: number('intermediate_size'),
    heads,
    kvHeads: number('num_key_value_heads', heads),
    headDim: number('head_dim', heads > 0 ? dim / heads : 0),
    vocab,
    contextLength: Math.min(number('max_position_embeddings', mostContext), mostContext),
    ropeTheta: number('rope_theta'),
    normEpsilon: number('rms_norm_eps'),
    tiedEmbeddings: config.tie_word_embeddings === true,
  };
  const modelType = String(config.model_type ?? 'unknown');
  const beginId = [config.bos_token_id, generation.bos_token_id].flat().find((id): id is number => isToken(id, vocab)) ?? stopIds[0];
  return { ...shape, modelType, stopIds, stopId: stopIds[0], beginId, parameters: parametersOf(modelType, shape) };
}

const asFields = (json: unknown): Fields => (typeof json === 'object' && json !== null ? (json as Fields) : {});
const isToken = (id: unknown, vocab: number): boolean => Number.isSafeInteger(id) && (id as number) >= 0 && (id as number) < vocab;

function malformed(what: string): EngineError {
  return new EngineError('file-malformed', `The model's config.json cannot be used: ${what}.`, 'Choose another model.');
}

/** Parameters of the Llama kind of model, from its shape. */
function parametersOf(modelType: string, { layers, dim, hiddenDim, heads, kvHeads, headDim, vocab, tiedEmbeddings }: Omit<ModelConfig, 'beginId' | 'stopId'>): number {
  const extra: Readonly<Record<string, number>> = {
    llama: 0,
    mistral: 0,
    qwen2: (heads + 2 * kvHeads) * headDim, // biases of q, k and v
    qwen3: 2 * headDim, // norms of q and k
  };
  if (!(modelType in extra)) return 0;
  const attention = 2 * dim * (heads + kvHeads) * headDim;
  const layer = attention + 3 * dim * hiddenDim + 2 * dim + extra[modelType];
  return vocab * dim * (tiedEmbeddings ? 1 : 2) + layers * layer + dim;
}
