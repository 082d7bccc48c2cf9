import { describe, expect, it } from 'vitest';
import { kvPrecisionOf, storedPrecisionOf } from './formats.mjs';

const all = () => true;
const none = () => false;

describe('a precision as rows call it', () => {
  it.each([
    ['Q4_K_M', 'q4', 4.8944],
    ['Q8_0', 'q8', 8.5008],
    ['IQ2_XXS', 'q2', 2.3824],
    ['Q4_0', 'q4', 4.5],
    ['int4 g32', 'q4', 5],
    ['4bit MLC', 'q4', 4.5],
    ['fp8 w + fp8 kv', 'fp8', undefined],
    ['fp4 (NVFP4 weights)', 'fp4', undefined],
    ['bf16', 'f16', undefined],
    ['fp16 MLC (PCIe)', 'f16', undefined],
    ['F16', 'f16', undefined],
    ['int8', 'int8', undefined],
  ])('%s is %s', (format, weightPrecision, bitsPerWeight) => {
    expect(storedPrecisionOf(format, '', 8e9, all)).toEqual(bitsPerWeight === undefined ? { weightPrecision } : { weightPrecision, bitsPerWeight });
  });

  it('mixed 4-bit floats are widened where the device does not multiply them', () => {
    expect(storedPrecisionOf('fp8/mxfp4', '', 1e11, none)).toEqual({ weightPrecision: 'q4', bitsPerWeight: 4.5 });
    expect(storedPrecisionOf('fp8/mxfp4', '', 1e11, all)?.weightPrecision).toBe('fp4');
  });

  it('a file’s stated size or bits come before those of its format', () => {
    expect(storedPrecisionOf('Q4_K_M', 'A-; file 4.58 GiB; spec', 8_030_261_248, all)?.bitsPerWeight).toBeCloseTo(4.899, 3);
    expect(storedPrecisionOf('Q8_0', 'B; file Q4_0 3.56 / Q8_0 6.67 / F16 12.55 GiB', 6_738_415_616, all)?.bitsPerWeight).toBeCloseTo(8.503, 3);
    expect(storedPrecisionOf('Q4_K_S', '4.6672 bpw, 4.36 GiB', 8e9, all)?.bitsPerWeight).toBe(4.6672);
  });

  it('what it does not know it does not guess', () => {
    expect(storedPrecisionOf('', '', 8e9, all)).toBeUndefined();
    expect(storedPrecisionOf('ternary', '', 8e9, all)).toBeUndefined();
  });

  it('keys and values are fp8 where the row says so, and in TensorRT-LLM’s fp8 and fp4 checkpoints', () => {
    expect(kvPrecisionOf('fp8 w+kv', 'vllm')).toBe('fp8');
    expect(kvPrecisionOf('fp8', 'vllm')).toBe('f16');
    expect(kvPrecisionOf('fp4 (NVFP4 weights)', 'tensorrt-llm')).toBe('fp8');
    expect(kvPrecisionOf('fp16', 'tensorrt-llm')).toBe('f16');
  });
});
