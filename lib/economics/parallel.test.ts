import { describe, expect, it } from 'vitest';
import { findHardware, findModel } from './find';
import { allReduceTime, kvShards, linkOf } from './parallel';
import { bytes, seconds } from './quantities';

const a100 = findHardware('A100-SXM-80GB')!;
const h100 = findHardware('H100-SXM-80GB')!;
const exact = { latency: seconds(0), linkShare: 1 };

describe('several devices', () => {
  it('one device adds nothing up', () => {
    expect(allReduceTime(bytes(1e9), 1, a100, { latency: seconds(1), linkShare: 1 })).toBe(0);
  });

  it('in a ring of two each byte goes over the link once, of eight 1.75 times', () => {
    expect(allReduceTime(bytes(300e9), 2, a100, exact)).toBeCloseTo(1);
    expect(allReduceTime(bytes(300e9), 8, a100, exact)).toBeCloseTo(1.75);
  });

  it('a switch that adds takes the bytes once and gives them back', () => {
    expect(allReduceTime(bytes(450e9), 8, h100, exact)).toBeCloseTo(1.125);
  });

  it('knows links by their rate: none stated is the board', () => {
    expect([a100, h100, findHardware('RTX 4090')!, findHardware('H100 PCIe')!].map(linkOf)).toEqual(['ring', 'switch', 'board', 'board']);
  });

  it('keys and values are split by KV heads at most; latent rows by sequences', () => {
    expect(kvShards(findModel('Llama-3-70B')!, 16)).toBe(8);
    expect(kvShards(findModel('DeepSeek-V3')!, 16)).toBe(16);
  });
});
