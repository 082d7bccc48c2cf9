import { describe, expect, it } from 'vitest';
import { attention, linear } from '../engine/kernels';
import { launchWork } from '../engine/model/layer-work';
import { answerFlops, decodeFlops, matrixFlops, prefillFlops, tokenFlops, trainingFlops } from './flops';
import { isRefusal } from './refusal';
import { kipply52b, llama3With70Billion, pocket5m, reader } from './test-models';

function value(answer: ReturnType<typeof tokenFlops>): number {
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer.value;
}

/** What the engine counts for its own launches in one pass of the pocket model: matrices, the head for so many rows, and attention without its softmax. */
function engineCount(firstPosition: number, tokens: number, headRows: number): number {
  const { layers, dim, hiddenDim, heads, kvHeads, headDim, vocab } = pocket5m;
  const f32 = (...shape: number[]) => ({ dtype: 'f32', shape }) as const;
  const spans = [{ firstPosition, tokens }];
  const product = (rows: number, inputs: number, outputs: number): number =>
    launchWork(linear, { input: f32(rows, inputs), weight: f32(outputs, inputs), output: f32(rows, outputs) }, { headDim }, spans).flops;
  const looks = launchWork(attention, { query: f32(tokens, heads * headDim), keys: f32(1, 512, kvHeads * headDim), rows: f32(1, 3), output: f32(tokens, heads * headDim) }, { headDim }, spans).flops;
  const seen = tokens * firstPosition + (tokens * (tokens + 1)) / 2;
  const softmax = 3 * heads * seen + tokens * heads * headDim;
  const layer =
    product(tokens, dim, heads * headDim) + 2 * product(tokens, dim, kvHeads * headDim) + product(tokens, heads * headDim, dim) + 2 * product(tokens, dim, hiddenDim) + product(tokens, hiddenDim, dim);
  return layers * (layer + looks - softmax) + product(headRows, dim, vocab);
}

describe('training', () => {
  it('is 6 · N · D: GPT-3’s 175 billion parameters and 300 billion tokens are 3.15 · 10²³ (Brown et al. 2020, Table D.1: 3.14)', () => {
    expect(value(trainingFlops(175e9, 300e9, reader))).toBeCloseTo(3.15e23, -18);
    expect(trainingFlops(175e9, 300e9, reader)).toMatchObject({ name: 'training-flops', unit: 'flops', provenance: { kind: 'derived', from: reader } });
  });

  it.each([[0, 1e9], [-1, 1e9], [Number.NaN, 1e9], [2e16, 1e9], [1e9, 0], [1e9, Infinity], [1e9, 1.5]])('of %d parameters on %d tokens is refused', (parameters, tokens) => {
    expect(trainingFlops(parameters, tokens, reader)).toMatchObject({ kind: 'refusal', code: 'invalid-number' });
  });
});

describe('a token', () => {
  it('meets all weights but the input embedding; a tied one it meets as the head', () => {
    expect(value(tokenFlops(llama3With70Billion))).toBe(2 * (70_553_706_496 - 128_256 * 8192));
    expect(value(tokenFlops(pocket5m))).toBe(2 * 4_951_296);
  });

  it('meets the active parameters of a mixture', () => {
    expect(value(tokenFlops({ ...llama3With70Billion, activeParameters: 13e9 }))).toBe(2 * (13e9 - 128_256 * 8192));
    expect(value(tokenFlops({ ...llama3With70Billion, activeParameters: 13e9, tiedEmbeddings: true }))).toBe(26e9);
  });

  it('is kipply’s 24 · L · d² through the layers of a plain transformer', () => {
    expect(value(matrixFlops(kipply52b, false))).toBe(24 * 64 * 8192 ** 2);
    expect(value(tokenFlops(kipply52b))).toBe(value(matrixFlops(kipply52b, true)));
  });

  it('counts by shapes what it counts by parameters, to a tenth of a per cent', () => {
    for (const model of [pocket5m, llama3With70Billion]) {
      const share = value(matrixFlops(model, true)) / value(tokenFlops(model));
      expect(share).toBeGreaterThan(0.999);
      expect(share).toBeLessThan(1);
    }
  });

  it('is not told by shapes where there are experts or a latent row', () => {
    expect(matrixFlops({ ...pocket5m, activeParameters: 4e6 }, true)).toMatchObject({ code: 'not-modelled' });
    expect(matrixFlops({ ...pocket5m, latentWidth: 64 }, true)).toMatchObject({ code: 'not-modelled' });
  });

  it('refuses sizes of nothing', () => {
    expect(isRefusal(matrixFlops({ ...pocket5m, hiddenDim: 0 }, true))).toBe(true);
    expect(isRefusal(matrixFlops({ ...pocket5m, heads: Number.NaN }, true))).toBe(true);
    expect(isRefusal(tokenFlops({ ...pocket5m, dim: -256 }))).toBe(true);
  });
});

/** The pocket model's norms, which pass for matrices in the count by parameters. */
const normWeights = 2 * (2 * 6 + 1) * 256;

describe('the engine’s own count of the pocket model', () => {
  it('is the same for its matrices', () => {
    expect(value(matrixFlops(pocket5m, true))).toBe(engineCount(0, 1, 1) - 6 * 4 * 8 * 32);
  });

  it('is the same for a decode step, attention included', () => {
    expect(value(decodeFlops(pocket5m, 200))).toBe(engineCount(199, 1, 1) + normWeights);
  });

  it('is the same for a prompt, read whole or after a reused prefix', () => {
    expect(value(prefillFlops(pocket5m, 300))).toBe(engineCount(0, 300, 1) + 300 * normWeights);
    expect(value(prefillFlops(pocket5m, 300, 120))).toBe(engineCount(120, 180, 1) + 180 * normWeights);
  });
});

describe('attention', () => {
  it('is 4 · L · h · d_h · s for a token, half of the unmasked square for a prompt', () => {
    const linearPart = value(tokenFlops(llama3With70Billion));
    expect(value(decodeFlops(llama3With70Billion, 8192)) - linearPart).toBe(4 * 80 * 64 * 128 * 8192);
    const head = 2 * 128_256 * 8192;
    const looks = value(prefillFlops(llama3With70Billion, 8192)) - 8192 * (linearPart - head) - head;
    expect(looks / (2 * 80 * 64 * 128 * 8192 ** 2)).toBeCloseTo(1, 3);
  });

  it('of n tokens at once is that of n tokens one by one, in a window too', () => {
    for (const model of [pocket5m, { ...pocket5m, slidingWindow: { tokens: 20, layers: 4 } }]) {
      const oneByOne = Array.from({ length: 60 }, (_, position) => value(decodeFlops(model, position + 1)));
      const sum = (from: number): number => oneByOne.slice(from).reduce((total, flops) => total + flops, 0);
      const head = 2 * pocket5m.vocab * pocket5m.dim;
      for (const cached of [0, 7, 20, 33]) expect(value(prefillFlops(model, 60, cached))).toBe(sum(cached) - (59 - cached) * head);
      expect(value(answerFlops(model, 40, 21))).toBe(value(prefillFlops(model, 40)) + sum(40));
    }
  });

  it('reads the latent row when it decodes with multi-head latent attention', () => {
    const latent = { ...llama3With70Billion, latentWidth: 576 };
    expect(value(decodeFlops(latent, 1000)) - value(tokenFlops(latent))).toBe(4 * 80 * 64 * 576 * 1000);
    expect(value(prefillFlops(latent, 1000))).toBe(value(prefillFlops(llama3With70Billion, 1000)));
  });

  it('refuses lengths that are none', () => {
    for (const length of [0, -1, 1.5, Number.NaN, 1e10]) {
      expect(isRefusal(decodeFlops(pocket5m, length))).toBe(true);
      expect(isRefusal(prefillFlops(pocket5m, length))).toBe(true);
      expect(isRefusal(answerFlops(pocket5m, 10, length))).toBe(true);
    }
    expect(isRefusal(prefillFlops(pocket5m, 100, 100))).toBe(true);
    expect(isRefusal(prefillFlops(pocket5m, 100, -1))).toBe(true);
  });
});
