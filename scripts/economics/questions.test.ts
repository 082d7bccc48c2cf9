import { describe, expect, it } from 'vitest';
import * as find from '@/lib/economics/find';
import * as memory from '@/lib/economics/memory';
import { questionOf, softwareOf } from './questions.mjs';

const row = (more: Record<string, string> = {}) => ({
  id: 'X1',
  source: 'github:ggml-org/llama.cpp',
  model: 'Llama-3-8B',
  params_B: '8.03',
  hardware: '4090 24GB',
  n_devices: '1',
  'dtype/quant': 'Q4_K_M',
  batch_or_concurrency: '1',
  prompt_tokens: '0',
  output_tokens: '512',
  metric: 'decode_tok_s',
  value: '130.58',
  unit: 'tok/s',
  note: 'A-',
  date: '2024',
  ...more,
});
const asked = (more?: Record<string, string>) => questionOf(row(more), find);
const reason = (more: Record<string, string>) => asked(more).reason;

describe('a published row as a question', () => {
  it('asks what the row says', () => {
    expect(asked()).toMatchObject({
      group: 'decode-batch-1',
      published: 130.58,
      request: {
        model: { name: 'Llama-3-8B' },
        hardware: { name: 'RTX 4090' },
        devices: 1,
        weightPrecision: 'q4',
        kvPrecision: 'f16',
        software: 'llama.cpp',
        load: { kind: 'static', batch: 1 },
        promptTokens: 0,
        outputTokens: 512,
      },
    });
  });

  it.each([
    ['2x 4090', '', 2],
    ['2x 4090', '2', 2],
    ['4090 24GB * 4', '', 4],
    ['RTX 4090 x2', '2', 2],
    ['8xH100', '8', 8],
    ['RTX 6000 Ada', '4', 4],
    ['RTX 6000 Ada', '', 1],
    ['7900 XTX', '2', 2],
  ])('%s with n_devices "%s" is %d devices', (hardware, n_devices, devices) => {
    expect(asked({ hardware, n_devices, 'dtype/quant': 'f16' })).toMatchObject({ request: { devices } });
  });

  it('reads whole cells: thousands set off by commas, means without their fractions', () => {
    expect(asked({ metric: 'output_throughput', batch_or_concurrency: '1,024', prompt_tokens: '1,024', output_tokens: '12,288', value: '1,234.5', n_devices: '' })).toMatchObject({
      group: 'static-batch',
      published: 1234.5,
      request: { load: { kind: 'static', batch: 1024 }, promptTokens: 1024, outputTokens: 12_288, devices: 1 },
    });
    expect(asked({ prompt_tokens: 'ShareGPT mean 161.31', output_tokens: 'mean 337.99' })).toMatchObject({ request: { promptTokens: 161, outputTokens: 337 } });
  });

  it('the most that an engine puts through is a saturated load', () => {
    expect(asked({ metric: 'output_throughput', batch_or_concurrency: 'max throughput' })).toMatchObject({ group: 'saturated', request: { load: { kind: 'saturated' } } });
  });

  it('parts of a step are asked in tokens or in bytes', () => {
    const part = { unit: 'us', value: '1,500', batch_or_concurrency: '1,024', hardware: 'A100-DGX NVLink' };
    expect(asked({ ...part, metric: 'gemm_time_per_layer', n_devices: '1 (TP4 shard)' })).toMatchObject({ kind: 'products', published: 1.5, tokens: 1024, shards: 4 });
    expect(asked({ ...part, metric: 'all_reduce_time', model: '-', n_devices: '8' })).toMatchObject({ kind: 'all-reduce', published: 1.5, bytes: 1024, devices: 8 });
    expect(reason({ ...part, metric: 'all_reduce_time', n_devices: '-8' })).toBe('the n_devices -8 is not a whole number from 1');
    expect(reason({ ...part, metric: 'all_reduce_time', batch_or_concurrency: '1 MB' })).toBe('the batch_or_concurrency 1 MB is not a whole number of bytes');
  });

  it('converts times, and counts in groups', () => {
    expect(asked({ metric: 'prefill_batch_time', value: '0.5', unit: 's', batch_or_concurrency: '4', prompt_tokens: '2083', output_tokens: '1' })).toMatchObject({ group: 'prefill', unit: 'ms', published: 500 });
    expect(asked({ metric: 'total_output_throughput', batch_or_concurrency: 'saturated (infinite rate)', prompt_tokens: '1000' })).toMatchObject({ group: 'saturated' });
    expect(asked({ metric: 'decode_step', unit: 'ms', batch_or_concurrency: '16' })).toMatchObject({ group: 'step-time' });
    expect(asked({ metric: 'output_throughput', batch_or_concurrency: '64' })).toMatchObject({ group: 'static-batch' });
  });

  it('a share of several GPUs, a total of several users', () => {
    const answer = { decodeTokensPerSecond: { value: 10 }, outputTokensPerSecond: { value: 80 }, batch: { value: 4 } };
    expect(asked({ metric: 'output_throughput_per_gpu', n_devices: '8' }).read!(answer, { devices: 8 })).toBe(10);
    expect(asked({ metric: 'decode_throughput', unit: 'tok/s total' }).read!(answer, {})).toBe(40);
    expect(asked({ metric: 'decode_tok_s', unit: 'tok/s/user' }).read!(answer, {})).toBe(10);
    expect(asked({ metric: 'decode_tok_s', unit: 'tok/s total' }).read!(answer, {})).toBe(40);
  });

  it.each<[string, Record<string, string>]>([
    ['a quality score, not a time', { metric: 'ppl_wikitext2' }],
    ['a price', { metric: 'rental_price' }],
    ['training, not inference', { metric: 'training_gpu_hours' }],
    ['depends on how requests arrive: for the simulator of lesson 9', { metric: 'ttft_p50' }],
    ['requests arrive over time (Poisson 1.0 req/s): for the simulator of lesson 9', { metric: 'output_throughput', batch_or_concurrency: 'Poisson 1.0 req/s' }],
    ['no model is called GPT-9 in content/language-models.ts', { model: 'GPT-9' }],
    ['no device is called abacus in content/hardware.ts', { hardware: 'abacus' }],
    ['no device is stated', { hardware: '-' }],
    ['ternary is not a precision the predictor knows', { 'dtype/quant': 'ternary' }],
    ['the metric joy is not one the predictor answers', { metric: 'joy' }],
    ['the batch_or_concurrency 0 is not a whole number from 1', { batch_or_concurrency: '0' }],
    ['the batch_or_concurrency EAGLE-1 is not a whole number from 1', { batch_or_concurrency: 'EAGLE-1' }],
    ['the n_devices -2 is not a whole number from 1', { n_devices: '-2' }],
    ['the n_devices 0 is not a whole number from 1', { n_devices: '0' }],
    ['the n_devices 4-8 is not a whole number from 1', { n_devices: '4-8' }],
    ['0x 4090 is not a whole number of devices from 1', { hardware: '0x 4090' }],
    ['the prompt_tokens 1,02 are not one number', { prompt_tokens: '1,02' }],
    ['the prompt_tokens 512-1024 are not one number', { prompt_tokens: '512-1024' }],
    ['the output_tokens -5 are not one number', { output_tokens: '-5' }],
    ['the value 1.10-1.50 tok/s is not one number in a unit of tok/s', { value: '1.10-1.50' }],
    ['the value 130.58 req/s is not one number in a unit of tok/s', { unit: 'req/s' }],
    ['no lengths are stated', { output_tokens: '' }],
  ])('or says why not: %s', (words, more) => {
    expect(reason(more)).toBe(words);
  });

  it('rows known to mislead are asked and marked', () => {
    expect(asked({ note: 'A-; pp512; EXCLUDE: anomalous' })).toMatchObject({ excluded: 'known to mislead: anomalous', published: 130.58 });
    expect(asked({ note: 'A; GQA kernel OFF' }).excluded).toMatch(/switched off/);
  });

  it('a device that is not stated is good for ratios alone', () => {
    expect(asked({ hardware: 'unstated' })).toMatchObject({ ratioOnly: true });
  });

  it('knows engines by their sources', () => {
    expect(['github:XiongjieDai/GPU-Benchmarks-on-LLM-Inference', 'github:pytorch-labs/gpt-fast', 'NVIDIA/TensorRT-LLM docs', 'a note, vLLM 0.14', 'mlc-ai/llm-perf-bench', 'a blog'].map((source) => softwareOf(source))).toEqual([
      'llama.cpp',
      'gpt-fast',
      'tensorrt-llm',
      'vllm',
      'mlc',
      'other',
    ]);
  });

  it('knows llama.cpp by its formats where the source names no engine', () => {
    expect(['Q4_K_M', 'IQ2_XXS', 'Q8_0', 'fp8', 'F16', '4bit'].map((format) => softwareOf('a blog', format))).toEqual(['llama.cpp', 'llama.cpp', 'llama.cpp', 'other', 'other', 'other']);
    expect(softwareOf('a note, vLLM 0.14', 'Q4_K_M')).toBe('vllm');
  });

  it('worked examples of the roofline have their own formula', () => {
    const answer = asked({ metric: 'step_time_roofline', model: '70B 16xv5e prefill 8192 @40% MFU', value: '910', unit: 'ms' });
    expect(answer).toMatchObject({ kind: 'exact', published: 910 });
    expect(reason({ metric: 'step_time_roofline', model: '30B int8 16xv5e B=256', value: '21' })).toMatch(/does not state its context/);
  });

  it.each<[Record<string, string>, number, number]>([
    [{ metric: 'kv_bytes_per_token', model: 'Llama-3-70B', 'dtype/quant': 'bf16', value: '327680', unit: 'B' }, 327_680, 327_680],
    [{ metric: 'kv_bytes_per_token', model: 'OPT-13B', 'dtype/quant': 'fp16', value: '800', unit: 'KiB' }, 819_200, 819_200],
    [{ metric: 'kv_capacity', model: 'OPT-13B', 'dtype/quant': 'fp16', value: '15.7', unit: 'K tokens', note: 'B; 12 GB for KV' }, 15_700, 15_728],
    [{ metric: 'file_size', model: 'Llama-3.1-8B', value: '4.58', unit: 'GiB', note: '4.8944 bits/weight' }, 4.58 * 2 ** 30, 4_912_916_900],
  ])('rows about memory are arithmetic: %j', (more, published, predicted) => {
    const { kind, published: said, answer } = asked(more);
    expect(kind).toBe('exact');
    expect(said).toBeCloseTo(published);
    expect(answer!({ memory }) / predicted).toBeCloseTo(1, 3);
  });

  it('a cache of memory that is not stated is not guessed', () => {
    expect(reason({ metric: 'kv_capacity', unit: 'tokens' })).toBe('the row does not say how much memory the cache has');
  });
});
