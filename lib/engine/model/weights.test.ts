import { expect, test } from 'vitest';
import { CpuBackend } from '../backends/cpu/cpu-backend';
import type { HostTensor } from '../tensor/tensor';
import { parseConfig } from './config';
import { resolvePlan } from './storage-plan';
import { uploadWeights } from './weights';

const config = parseConfig({
  model_type: 'llama', hidden_act: 'silu', hidden_size: 4, intermediate_size: 6, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1,
  vocab_size: 5, max_position_embeddings: 8, rope_theta: 10_000, rms_norm_eps: 1e-5, tie_word_embeddings: true, bos_token_id: 0, eos_token_id: 0,
});

const shapes: Record<string, number[]> = {
  'model.embed_tokens.weight': [5, 4],
  'model.norm.weight': [4],
  'model.layers.0.input_layernorm.weight': [4],
  'model.layers.0.self_attn.q_proj.weight': [4, 4],
  'model.layers.0.self_attn.k_proj.weight': [2, 4],
  'model.layers.0.self_attn.v_proj.weight': [2, 4],
  'model.layers.0.self_attn.o_proj.weight': [4, 4],
  'model.layers.0.post_attention_layernorm.weight': [4],
  'model.layers.0.mlp.gate_proj.weight': [6, 4],
  'model.layers.0.mlp.up_proj.weight': [6, 4],
  'model.layers.0.mlp.down_proj.weight': [4, 6],
};

const file = (changes: Record<string, number[] | undefined> = {}) =>
  new Map<string, HostTensor>(
    Object.entries({ ...shapes, ...changes }).flatMap(([name, shape]) =>
      shape ? [[name, { dtype: 'f16', shape, values: new Uint16Array(shape.reduce((a, b) => a * b, 1)) }] as const] : [],
    ),
  );

const upload = (tensors: ReadonlyMap<string, HostTensor>) =>
  uploadWeights(new CpuBackend(), config, tensors, { plan: resolvePlan({ precision: 'f16' }, new Set(tensors.keys())), convert: (_name, host) => host });

test('counts parameters and bytes', async () => {
  const weights = await upload(file());
  expect(weights.parameters).toBe(20 + 4 + 4 + 16 + 8 + 8 + 16 + 4 + 24 + 24 + 24);
  expect(weights.bytes).toBe(weights.parameters * 2); // f16 stays f16 on the CPU too
  expect(weights.head).toBe(weights.embedding);
});

test.for(Object.keys(shapes))('refuses a file without %s', async (name) => {
  await expect(upload(file({ [name]: undefined }))).rejects.toThrow(/do not fit/);
});

test('refuses a tensor of another shape, and says both', async () => {
  await expect(upload(file({ 'model.norm.weight': [5] }))).rejects.toThrow('model.norm.weight is 5, and 4 was expected');
});
