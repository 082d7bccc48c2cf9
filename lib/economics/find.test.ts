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
  ])('%s is %s', (given, name) => {
    expect(findHardware(given)?.name).toBe(name);
  });

  it.each([
    ['llama 3.1 8b', 'Llama-3.1-8B'],
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
    expect(findHardware('RTX 409')).toBeUndefined();
    expect(findHardware('')).toBeUndefined();
  });
});
