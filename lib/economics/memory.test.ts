import { describe, expect, it } from 'vitest';
import { inBothUnits, kvCapacity, kvMemory, kvMemoryPerToken, kvSequences, memoryOf, weightMemory } from './memory';
import { bytes, gibibytes, gigabytes } from './quantities';
import { isRefusal } from './refusal';
import { device, kipply52b, llama3With70Billion, opt13b, opt175b, reader } from './test-models';

/** The value, or the refusal's message where there is none. */
const value = (answer: { value: number } | { message: string }): number | string => ('value' in answer ? answer.value : answer.message);

describe('weights', () => {
  it('are parameters times bits, and say so', () => {
    expect(weightMemory(8_030_261_248, 16, reader)).toEqual({
      name: 'weight-bytes', value: 16_060_522_496, unit: 'bytes', provenance: { kind: 'derived', from: reader, formula: 'parameters × bits a weight ÷ 8' },
    });
  });

  // llama.cpp, tools/quantize/README.md: bits a weight and GiB as printed there.
  it.each([
    ['IQ1_S', 2.0042, '1.87'],
    ['IQ2_XXS', 2.3824, '2.23'],
    ['Q2_K', 3.1593, '2.95'],
    ['Q3_K_S', 3.6429, '3.41'],
    ['IQ4_XS', 4.4597, '4.17'],
    ['Q4_K_S', 4.6672, '4.36'],
    ['Q4_K_M', 4.8944, '4.58'],
    ['Q5_K_M', 5.7036, '5.33'],
    ['Q6_K', 6.5633, '6.14'],
    ['Q8_0', 8.5008, '7.95'],
    ['F16', 16.0005, '14.96'],
  ])('of Llama-3.1-8B as %s at %d bits are its file of %s GiB', (_format, bits, size) => {
    expect(Math.abs((value(weightMemory(8_030_261_248, bits, reader)) as number) / 2 ** 30 - Number(size))).toBeLessThan(0.0051);
  });

  it('at 16 bits: Llama-3-70B’s files hold 141.1 GB', () => {
    expect(value(weightMemory(llama3With70Billion.parameters, 16, reader))).toBe(141_107_412_992);
  });

  it.each([[0, 16], [-8e9, 16], [Number.NaN, 16], [1.5, 16], [1e17, 16], [Infinity, 16], [8e9, 0], [8e9, -4], [8e9, Number.NaN], [8e9, 65]])('of %d parameters at %d bits are refused', (parameters, bits) => {
    expect(weightMemory(parameters, bits, reader)).toMatchObject({ kind: 'refusal', code: 'invalid-number', remedy: expect.stringMatching(/^Give a/) });
  });
});

describe('KV cache of a token', () => {
  it.each([
    ['Llama-3-70B, 16 bits', llama3With70Billion, 16, 327_680],
    ['Llama-3-70B, 8 bits', llama3With70Billion, 8, 163_840],
    ['OPT-13B (vLLM, section 3: 800 KB)', opt13b, 16, 819_200],
    ['OPT-175B', opt175b, 16, 4_718_592],
    ['kipply’s 52B', kipply52b, 16, 2_097_152],
  ])('%s', (_name, model, bits, expected) => {
    expect(value(kvMemoryPerToken(model, bits))).toBe(expected);
  });

  it('is a latent row a layer with multi-head latent attention', () => {
    expect(value(kvMemoryPerToken({ ...llama3With70Billion, layers: 61, latentWidth: 512 + 64 }, 16))).toBe(61 * 576 * 2);
  });

  it('refuses a model that cannot be, and says which figure', () => {
    expect(kvMemoryPerToken({ ...opt13b, layers: 0 }, 16)).toMatchObject({ code: 'invalid-number', message: 'layers of OPT-13B is 0.' });
    expect(kvMemoryPerToken({ ...opt13b, kvHeads: 7 }, 16)).toMatchObject({ code: 'invalid-number', message: expect.stringContaining('7 KV heads') });
    expect(kvMemoryPerToken({ ...opt13b, activeParameters: 2e10 }, 16)).toMatchObject({ code: 'invalid-number', message: expect.stringContaining('active') });
    expect(kvMemoryPerToken({ ...opt13b, activeParameters: 1e6 }, 16)).toMatchObject({ code: 'invalid-number', message: expect.stringContaining('embedding alone') });
    expect(kvMemoryPerToken({ ...opt13b, parameters: 1e6 }, 16)).toMatchObject({ code: 'invalid-number', message: expect.stringContaining('embedding alone') });
    expect(kvMemoryPerToken({ ...opt13b, slidingWindow: { tokens: 128, layers: 41 } }, 16)).toMatchObject({ code: 'invalid-number', message: expect.stringContaining('41 of its 40 layers') });
    expect(kvMemoryPerToken({ ...opt13b, headDim: undefined as unknown as number }, 16)).toMatchObject({ code: 'invalid-number', message: 'headDim of OPT-13B is missing.' });
    expect(kvMemoryPerToken(opt13b, Number.NaN)).toMatchObject({ code: 'invalid-number' });
  });
});

describe('KV cache of a sequence', () => {
  const half = { ...llama3With70Billion, slidingWindow: { tokens: 128, layers: 40 } };

  it('grows with every token, but in a layer with a window no further than the window', () => {
    expect(value(kvMemory(llama3With70Billion, 1000, 16))).toBe(327_680_000);
    expect(value(kvMemory(half, 128, 16))).toBe(327_680 * 128);
    expect(value(kvMemory(half, 1000, 16))).toBe((327_680 / 2) * (1000 + 128));
  });

  it('so more sequences fit, each in whole blocks', () => {
    const room = bytes(327_680 * 1008 * 3);
    expect(value(kvSequences(room, llama3With70Billion, 1000, 16))).toBe(3);
    expect(value(kvSequences(bytes(room - 1), llama3With70Billion, 1000, 16))).toBe(2);
    expect(value(kvSequences(room, half, 1000, 16))).toBe(5);
    expect(value(kvSequences(bytes(1000), half, 1000, 16))).toBe(0);
  });

  it.each([0, -1, 2.5, Number.NaN, 1e10])('refuses a context of %d tokens', (context) => {
    expect(isRefusal(kvMemory(llama3With70Billion, context, 16))).toBe(true);
    expect(isRefusal(kvSequences(gibibytes(1), llama3With70Billion, context, 16))).toBe(true);
  });
});

describe('KV capacity', () => {
  it('hits vLLM’s Table 1: 15.7K slots of OPT-13B in 12 GiB, 60.1K of OPT-175B in 264 GiB', () => {
    const small = value(kvCapacity(gibibytes(12), bytes(819_200), reader)) as number;
    const large = value(kvCapacity(gibibytes(264), bytes(4_718_592), reader)) as number;
    expect([small, large]).toEqual([15_728, 60_064]);
    expect([small, large].map((tokens) => (tokens / 1000).toFixed(1))).toEqual(['15.7', '60.1']);
  });

  it('would miss it if its GB were taken for 10⁹ bytes', () => {
    expect(value(kvCapacity(gigabytes(12), bytes(819_200), reader))).toBe(14_640);
  });

  it('hits the 348,304 tokens that vLLM printed on an H200, to within the rounding of its 53.15 GiB', () => {
    const [least, most] = [53.145, 53.155].map((size) => value(kvCapacity(gibibytes(size), bytes(163_840), reader)) as number);
    expect(least).toBeLessThanOrEqual(348_304);
    expect(most).toBeGreaterThanOrEqual(348_304);
    expect(most - least).toBeLessThan(100);
  });

  it('refuses no room, and no size', () => {
    expect(isRefusal(kvCapacity(bytes(0), bytes(819_200), reader))).toBe(true);
    expect(isRefusal(kvCapacity(gibibytes(12), bytes(0), reader))).toBe(true);
    expect(isRefusal(kvCapacity(gibibytes(12), bytes(Number.NaN), reader))).toBe(true);
  });
});

it('a device’s memory is in the unit that its maker means', () => {
  expect(memoryOf(device('A', 80, 'GiB'))).toBe(85_899_345_920);
  expect(memoryOf(device('B', 80, 'GB'))).toBe(80_000_000_000);
  expect(memoryOf(device('C', 80, 'MB' as never))).toMatchObject({ code: 'not-modelled', message: 'memoryUnit "MB" is not modelled.', remedy: 'Choose one of GB, GiB.' });
  expect(memoryOf(device('D', Number.NaN, 'GB'))).toMatchObject({ code: 'invalid-number' });
});

it.each([[141.2e9, '141.2 GB (131.5 GiB)'], [30e6, '30.0 MB (28.6 MiB)'], [1200, '1,200 bytes'], [0.5, '1 bytes'], [0, '0.0 GB (0.0 GiB)']])('%d bytes are told as %s', (size, told) => {
  expect(inBothUnits(size)).toBe(told);
});
