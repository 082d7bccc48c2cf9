import { describe, expect, test } from 'vitest';
import { mostContext, readForeignConfig } from './foreign-config';

const smol = {
  model_type: 'llama',
  hidden_size: 576,
  intermediate_size: 1536,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  vocab_size: 49_152,
  max_position_embeddings: 8192,
  tie_word_embeddings: true,
  bos_token_id: 1,
  eos_token_id: 2,
};
const qwen3 = { ...smol, model_type: 'qwen3', hidden_size: 1024, intermediate_size: 3072, num_hidden_layers: 28, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, vocab_size: 151_936, max_position_embeddings: 40_960 };
const qwen2 = { ...smol, model_type: 'qwen2', hidden_size: 896, intermediate_size: 4864, num_hidden_layers: 24, num_attention_heads: 14, num_key_value_heads: 2, vocab_size: 151_936 };
const llama = { ...smol, hidden_size: 2048, intermediate_size: 8192, num_hidden_layers: 16, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 64, vocab_size: 128_256, eos_token_id: [128_001, 128_008, 128_009] };

describe('the configuration of a foreign model', () => {
  // As the hub counts them from the models' own files.
  test.for([
    ['SmolLM2-135M-Instruct', smol, 134_515_008],
    ['Qwen3-0.6B', qwen3, 596_049_920],
    ['Qwen2.5-0.5B-Instruct', qwen2, 494_032_768],
    ['Llama-3.2-1B-Instruct', llama, 1_235_814_400],
  ] as const)('%s has the parameters that its makers count', ([, config, parameters]) => {
    expect(readForeignConfig(config, {}).parameters).toBe(parameters);
  });

  test('of an architecture that is not known here no parameters are made up', () => {
    expect(readForeignConfig({ ...smol, model_type: 'abacus' }, {}).parameters).toBe(0);
  });

  test('every end token of both files ends a text, each once', () => {
    expect(readForeignConfig(llama, { eos_token_id: [128_001, 128_009] }).stopIds).toEqual([128_001, 128_009, 128_008]);
    expect(readForeignConfig(smol, { eos_token_id: 0 }).stopIds).toEqual([0, 2]);
  });

  test('a long context is offered only as far as its cache stays small', () => {
    expect(readForeignConfig(qwen3, {}).contextLength).toBe(mostContext);
    expect(readForeignConfig({ ...smol, max_position_embeddings: 2048 }, {}).contextLength).toBe(2048);
  });

  test.for([
    ['nothing at all', null, null, /size of its vocabulary/],
    ['no vocabulary', { ...smol, vocab_size: '49152' }, {}, /size of its vocabulary/],
    ['no end token', { ...smol, eos_token_id: undefined }, {}, /names no end token/],
    ['an end token beyond the vocabulary', { ...smol, eos_token_id: 49_152 }, null, /names no end token/],
  ] as const)('%s is refused', ([, config, generation, words]) => {
    expect(() => readForeignConfig(config, generation)).toThrow(words);
  });
});
