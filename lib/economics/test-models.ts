import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import type { Provenance } from '@/lib/measure/measure';

/** Models and devices of the worked examples that the formulas are held to, as the cited papers and pages have them: not the site's tables, so that a slip there is not repeated here. */

export const reader: readonly Provenance[] = [{ kind: 'assumed', by: 'reader' }];

const anySource = { released: '2024-01-01', source: 'llama-3' } as const;

/** 70,553,706,496 weights: config.json and the header of its safetensors files. */
export const llama3With70Billion: LanguageModel = {
  name: 'Llama-3-70B', layers: 80, dim: 8192, hiddenDim: 28_672, feedForward: 'gated', heads: 64, kvHeads: 8, headDim: 128, vocab: 128_256, contextLength: 8192,
  parameters: 70_553_706_496, tiedEmbeddings: false, ...anySource,
};

/** Zhang et al. 2022 (arXiv 2205.01068), Table 1. */
export const opt13b: LanguageModel = {
  name: 'OPT-13B', layers: 40, dim: 5120, hiddenDim: 20_480, feedForward: 'plain', heads: 40, kvHeads: 40, headDim: 128, vocab: 50_272, contextLength: 2048,
  parameters: 12_853_473_280, tiedEmbeddings: true, ...anySource,
};

/** OPT-175B: the same table. */
export const opt175b: LanguageModel = { ...opt13b, name: 'OPT-175B', layers: 96, dim: 12_288, hiddenDim: 49_152, heads: 96, kvHeads: 96, parameters: 175_000_000_000 };

/** The model that kipply's "Transformer Inference Arithmetic" reckons with: 64 layers of 8192. Its vocabulary is made up: the worked example leaves the embedding out. */
export const kipply52b: LanguageModel = {
  name: 'kipply’s 52B', layers: 64, dim: 8192, hiddenDim: 32_768, feedForward: 'plain', heads: 64, kvHeads: 64, headDim: 128, vocab: 51_200, contextLength: 8192,
  parameters: 12 * 64 * 8192 ** 2 + 51_200 * 8192, tiedEmbeddings: true, ...anySource,
};

/** public/models/pocket-5m/config.json */
export const pocket5m: LanguageModel = {
  name: 'pocket-5m', layers: 6, dim: 256, hiddenDim: 704, feedForward: 'gated', heads: 8, kvHeads: 4, headDim: 32, vocab: 2048, contextLength: 512,
  parameters: 4_951_296, tiedEmbeddings: true, ...anySource,
};

export const device = (name: string, memory: number, memoryUnit: 'GB' | 'GiB'): Pick<Hardware, 'name' | 'memory' | 'memoryUnit' | 'source'> => ({ name, memory, memoryUnit, source: 'llama-3' });
