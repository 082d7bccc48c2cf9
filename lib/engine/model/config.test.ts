import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from './config';

const valid = JSON.parse(readFileSync(new URL('../../../public/models/pocket-5m/config.json', import.meta.url), 'utf8')) as Record<string, unknown>;

test('reads the shipped configuration', () => {
  expect(parseConfig(valid)).toMatchObject({ layers: 6, dim: 256, hiddenDim: 704, heads: 8, kvHeads: 4, headDim: 32, vocab: 2048, contextLength: 512, beginId: 0, stopId: 0 });
});

test.for<[string, unknown]>([
  ['nothing', null],
  ['another architecture', { ...valid, model_type: 'gpt2' }],
  ['another activation', { ...valid, hidden_act: 'gelu' }],
  ['biases', { ...valid, attention_bias: true }],
  ['scaled RoPE', { ...valid, rope_scaling: { type: 'linear' } }],
  ['no layers', { ...valid, num_hidden_layers: 0 }],
  ['a size that is text', { ...valid, hidden_size: '256' }],
  ['an absurd size', { ...valid, vocab_size: 1e12 }],
  ['an odd head', { ...valid, head_dim: 31 }],
  ['heads that do not divide', { ...valid, num_key_value_heads: 3 }],
  ['a stop token outside the vocabulary', { ...valid, eos_token_id: 4096 }],
  ['no epsilon', { ...valid, rms_norm_eps: undefined }],
])('refuses %s', ([, json]) => {
  expect(() => parseConfig(json)).toThrow(/config.json cannot be used/);
});
