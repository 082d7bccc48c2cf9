import type { SourceId } from './sources';

/** How well a model predicts WikiText-2 with its weights stored so: lower is better. Compare only within one source: each cuts the text in its own way. */
export interface QuantisationQuality {
  /** A name of content/language-models.ts. */
  readonly model: string;
  /** As the source calls it. */
  readonly format: string;
  /** Bits of a weight without scales and zero points. */
  readonly bits: number;
  /** How the stored values were chosen: rounded to the nearest, or so that the layer's output changes least. */
  readonly method: 'as trained' | 'rounded to nearest' | 'GPTQ' | 'llama.cpp';
  /** exp of the mean negative logprob. */
  readonly perplexity: number;
  /** Bytes of the weights, where the source says. */
  readonly bytes?: number;
  readonly source: SourceId;
}

type Scores = readonly (readonly [format: string, bits: number, method: QuantisationQuality['method'], perplexity: number, gibibytes?: number])[];

const of = (model: string, source: SourceId, scores: Scores): readonly QuantisationQuality[] =>
  scores.map(([format, bits, method, perplexity, gibibytes]) => ({ model, source, format, bits, method, perplexity, ...(gibibytes && { bytes: gibibytes * 2 ** 30 }) }));

const gptq = (model: string, fp16: number, rtn4: number, gptq4: number, rtn3: number, gptq3: number, gptq3Grouped: number) =>
  of(model, 'gptq-readme', [
    ['FP16', 16, 'as trained', fp16],
    ['4 bit, nearest', 4, 'rounded to nearest', rtn4],
    ['4 bit', 4, 'GPTQ', gptq4],
    ['3 bit, nearest', 3, 'rounded to nearest', rtn3],
    ['3 bit', 3, 'GPTQ', gptq3],
    ['3 bit, groups of 128', 3, 'GPTQ', gptq3Grouped],
  ]);

export const quantisationQuality: readonly QuantisationQuality[] = [
  ...gptq('LLaMA-7B', 5.68, 6.29, 6.09, 25.54, 8.07, 6.61),
  ...gptq('LLaMA-13B', 5.09, 5.53, 5.36, 11.4, 6.63, 5.62),
  ...gptq('LLaMA-30B', 4.1, 4.54, 4.45, 14.89, 5.69, 4.8),
  ...gptq('LLaMA-65B', 3.53, 3.92, 3.84, 10.59, 5.04, 4.17),
  ...of('LLaMA-7B', 'llama-cpp-readme', [
    ['F16', 16, 'as trained', 5.9066],
    ['Q8_0', 8, 'llama.cpp', 5.907],
    ['Q5_1', 5, 'llama.cpp', 5.9481],
    ['Q5_0', 5, 'llama.cpp', 5.9862],
    ['Q4_1', 4, 'llama.cpp', 6.0912],
    ['Q4_0', 4, 'llama.cpp', 6.1565],
  ]),
  ...of('Llama-3-70B', 'gpu-benchmarks', [
    ['F16', 16, 'as trained', 2.8308, 131.43],
    ['Q8_0', 8, 'llama.cpp', 2.8316, 69.83],
    ['Q6_K', 6, 'llama.cpp', 2.8441, 53.91],
    ['Q5_K_M', 5, 'llama.cpp', 2.8656, 46.52],
    ['Q4_K_M', 4, 'llama.cpp', 2.9674, 39.6],
    ['IQ4_XS', 4, 'llama.cpp', 3.031, 35.3],
    ['Q3_K_M', 3, 'llama.cpp', 3.3617, 31.91],
    ['Q2_K', 2, 'llama.cpp', 4.7763, 24.56],
  ]),
];
