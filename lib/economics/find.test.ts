import { describe, expect, it } from 'vitest';
import { findHardware, findModel } from './find';

describe('names', () => {
  it.each([
    ['RTX 4090', 'RTX 4090'],
    ['4090 24GB', 'RTX 4090'],
    ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
    ['H100 PCIe 80GB', 'H100-PCIe-80GB'],
    ['NVIDIA H100 SXM5 80GB', 'H100-SXM-80GB'],
    ['NVIDIA H100 80GB HBM3', 'H100-SXM-80GB'],
    ['NVIDIA A100-PCIe-80GB HBM2e', 'A100-PCIe-80GB'],
    ['RTX 6000 Ada', 'RTX 6000 Ada'],
    ['A100-SXM-80GB (330W cap)', 'A100-SXM-80GB'],
    ['M1 Max 32‑Core GPU 64GB', 'M1 Max 32-core'],
    ['RTX4090 24GB', 'RTX 4090'],
    ['RTX 3090 24G', 'RTX 3090'],
    ['DGX H100', 'H100-SXM-80GB'],
    ['NVIDIA_H100_80GB_HBM3', 'H100-SXM-80GB'],
    ['A100 80GB SXM', 'A100-SXM-80GB'],
    ['NVIDIA A100 Tensor Core GPU 80GB', 'A100-SXM-80GB'],
    ['RTX 4060 Ti 16GB', 'RTX 4060 Ti 16GB'],
    ['RTX 4060 Ti', 'RTX 4060 Ti'],
    ['B200 SXM', 'B200-180GB'],
    ['MI300X OAM', 'MI300X'],
    ['v5e', 'TPU v5e'],
    ['Cloud TPU v5p', 'TPU v5p'],
    ['TPU v6 lite', 'TPU v6e'],
    ['M3 Max 30-core', 'M3 Max 30-core'],
    ['Apple M3 Max (16-core CPU, 40-core GPU)', 'M3 Max 40-core'],
    // The 30 cores are sold with these sizes alone.
    ['M3 Max 36GB', 'M3 Max 30-core'],
  ])('%s is %s', (given, name) => {
    expect(findHardware(given)?.name).toBe(name);
  });

  it.each([
    ['Tesla T4', 'T4'],
    ['Tesla V100-SXM2-16GB', 'V100-SXM-16GB'],
    ['Tesla V100-SXM2-32GB', 'V100-SXM-32GB'],
    ['NVIDIA A30', 'A30'],
    ['NVIDIA A40', 'A40'],
    ['NVIDIA A10', 'A10'],
    ['NVIDIA A100-SXM4-40GB', 'A100-SXM-40GB'],
    ['NVIDIA A100-SXM4-80GB', 'A100-SXM-80GB'],
    ['A100-SXM4-80GB', 'A100-SXM-80GB'],
    ['NVIDIA A100-PCIE-40GB', 'A100-PCIe-40GB'],
    ['NVIDIA A100 80GB PCIe', 'A100-PCIe-80GB'],
    ['NVIDIA H100 80GB HBM3', 'H100-SXM-80GB'],
    ['NVIDIA H100 PCIe', 'H100-PCIe-80GB'],
    ['NVIDIA H200', 'H200-SXM-141GB'],
    ['NVIDIA B200', 'B200-180GB'],
    ['NVIDIA L4', 'L4'],
    ['NVIDIA L40S', 'L40S'],
    ['NVIDIA RTX A6000', 'RTX A6000'],
    ['NVIDIA RTX 6000 Ada Generation', 'RTX 6000 Ada'],
    ['NVIDIA RTX PRO 6000 Blackwell Server Edition', 'RTX PRO 6000 Blackwell Server'],
    ['NVIDIA GeForce RTX 2080 Ti', 'RTX 2080 Ti'],
    ['NVIDIA GeForce RTX 4080', 'RTX 4080'],
  ])('nvidia-smi’s %s is %s', (given, name) => {
    expect(findHardware(given)?.name).toBe(name);
  });

  it.each([
    'RTX 3080 12GB',
    'H100 96GB',
    'NVIDIA H100 NVL',
    'V100 24GB',
    'Tesla V100-PCIE-16GB',
    'A100 PCIe',
    'NVIDIA A100-SXM4-80GB MIG 1g.10gb',
    'NVIDIA GeForce RTX 4080 SUPER',
    'NVIDIA GeForce RTX 4090 Laptop GPU',
    'H100 (NVL)',
    'M3 Max 35-core',
    'M2 Ultra 512GB',
    'M1 Max 0GB',
    '80GB',
    '30-core',
  ])('%s is a device that is not here, or not told from another', (given) => {
    expect(findHardware(given)).toBeUndefined();
  });

  it('Apple’s devices have the memory that their names state', () => {
    expect(findHardware('M1 Max')?.memory).toBe(64);
    expect(findHardware('M1 Max 32-core 32GB')).toEqual({ ...findHardware('M1 Max'), memory: 32 });
    expect(findHardware('M3 Max 40-Core GPU 48GB')?.memory).toBe(48);
    expect(findHardware('M3 Max 36GB')?.memory).toBe(36);
  });

  it.each([undefined, null, 4090, {}])('%j is no name', (given) => {
    expect(findHardware(given)).toBeUndefined();
    expect(findModel(given)).toBeUndefined();
  });

  it.each([
    ['llama 3.1 8b', 'Llama-3.1-8B'],
    ['Llama-3.1-8B-Instruct-Q4_K_M', 'Llama-3.1-8B'],
    ['Llama-3.1-8B-Instruct-IQ2_XXS.gguf', 'Llama-3.1-8B'],
    ['gpt-oss-120b-MXFP4', 'gpt-oss-120b'],
    ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'Mixtral-8x7B'],
    ['mistralai/Mistral-7B-Instruct-v0.1', 'Mistral-7B-v0.1'],
    ['Phi-3-mini-4k-instruct', 'Phi-3-mini'],
    ['Llama-4-Scout-17B-16E-Instruct', 'Llama-4-Scout'],
    ['Llama-4-Maverick-17B-128E-Instruct-FP8', 'Llama-4-Maverick'],
    ['TinyLlama-1.1B-Chat-v1.0', 'TinyLlama-1.1B'],
    ['bigscience/bloom', 'BLOOM-176B'],
    ['meta-llama/Llama-3.1-8B-Instruct', 'Llama-3.1-8B'],
    ['Meta-Llama-3.1-70B-Instruct-FP8', 'Llama-3.1-70B'],
    ['Llama-2-7b-hf', 'Llama-2-7B'],
    ['opt-13b', 'OPT-13B'],
    ['DeepSeek-R1-0528', 'DeepSeek-V3'],
  ])('%s is %s', (given, name) => {
    expect(findModel(given)?.name).toBe(name);
  });

  it('near is not enough', () => {
    expect(findModel('Llama-3.1-9B')).toBeUndefined();
    expect(findModel('bloom-7b1')).toBeUndefined();
    expect(findModel('Q4_K_M')).toBeUndefined();
    expect(findHardware('RTX 409')).toBeUndefined();
    expect(findHardware('')).toBeUndefined();
  });
});
