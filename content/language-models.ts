import { modelShapes, type ModelShapeName } from './model-shapes';
import type { SourceId } from './sources';

/** A published language model's dimensions, as its config.json or its paper has them. */
export interface LanguageModel {
  readonly name: string;
  /** Other names by which published figures call it, or models of the same dimensions. */
  readonly alsoCalled?: readonly string[];
  /** ISO date of its release; the year alone where no day is known. */
  readonly released: string;
  readonly layers: number;
  readonly dim: number;
  /** Width of the feed-forward network; of one expert's where there are experts. */
  readonly hiddenDim: number;
  /** Matrices of a feed-forward network: gate, up and down (`gated`), or up and down (`plain`). */
  readonly feedForward: 'gated' | 'plain';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly contextLength: number;
  /** All weights, embedding and head included. */
  readonly parameters: number;
  /**
   * Mixture of experts: `parameters` less the experts that a token does not meet. Counted the same way everywhere, embedding included;
   * some makers leave the embedding out (gpt-oss-20b: 3.6 of these 4.2 thousand million).
   */
  readonly activeParameters?: number;
  /** Of a mixture of experts: how many a layer has, and to how many a token is sent (shared ones, which every token meets, not counted). */
  readonly experts?: { readonly count: number; readonly chosen: number };
  /** The head is the embedding, turned round. */
  readonly tiedEmbeddings: boolean;
  /** Some layers look back only so far. */
  readonly slidingWindow?: { readonly tokens: number; readonly layers: number };
  /** Numbers kept for a token and layer where it is not keys and values of every KV head (multi-head latent attention). */
  readonly latentWidth?: number;
  readonly source: SourceId;
}

/** A model of content/model-shapes.ts, its dimensions taken from there. */
function fromShape(shapeName: ModelShapeName, more: Pick<LanguageModel, 'released' | 'contextLength' | 'alsoCalled'>) {
  const shape = modelShapes.find(({ name }) => name === shapeName);
  if (!shape) throw new Error(`content/model-shapes.ts has no ${shapeName}.`);
  const { name, layers, dim, hiddenDim, heads, kvHeads, headDim, vocab, tiedEmbeddings, parameters, source } = shape;
  return { name, layers, dim, hiddenDim, heads, kvHeads, headDim, vocab, tiedEmbeddings, parameters, source, feedForward: 'gated', ...more } as const;
}

const gpt2 = { feedForward: 'plain', headDim: 64, vocab: 50_257, contextLength: 1024, tiedEmbeddings: true, source: 'gpt-2' } as const;
const opt = { feedForward: 'plain', headDim: 128, vocab: 50_272, contextLength: 2048, tiedEmbeddings: true, released: '2022-05-02', source: 'opt' } as const;
const llama = { feedForward: 'gated', headDim: 128, vocab: 32_000, contextLength: 2048, tiedEmbeddings: false, released: '2023-02-24', source: 'llama' } as const;
const llama2 = { ...llama, contextLength: 4096, released: '2023-07-18', source: 'llama-2' } as const;
const llama3 = { ...llama, kvHeads: 8, vocab: 128_256, contextLength: 8192, released: '2024-04-18', source: 'llama-3' } as const;
const llama31 = { ...llama3, contextLength: 131_072, released: '2024-07-23' } as const;
// Three layers of four look back within a chunk of 8,192 tokens.
const llama4 = {
  ...llama, layers: 48, dim: 5120, hiddenDim: 8192, heads: 40, kvHeads: 8, vocab: 202_048, slidingWindow: { tokens: 8192, layers: 36 }, released: '2025-04-05', source: 'llama-4-model-card',
} as const;
const mistral = { ...llama, heads: 32, kvHeads: 8, layers: 32, dim: 4096, hiddenDim: 14_336, contextLength: 32_768 } as const;
const gemma2 = { feedForward: 'gated', vocab: 256_000, contextLength: 8192, tiedEmbeddings: true, source: 'gemma-2' } as const;
const qwen25 = { feedForward: 'gated', headDim: 128, vocab: 152_064, contextLength: 131_072, tiedEmbeddings: false, released: '2024-09-19', source: 'qwen2.5' } as const;
const qwen3 = { feedForward: 'gated', kvHeads: 8, headDim: 128, vocab: 151_936, contextLength: 40_960, tiedEmbeddings: false, released: '2025-04-29', source: 'qwen3' } as const;
const gptOss = {
  feedForward: 'gated', dim: 2880, hiddenDim: 2880, heads: 64, kvHeads: 8, headDim: 64, vocab: 201_088, contextLength: 131_072, tiedEmbeddings: false, released: '2025-08-05', source: 'gpt-oss',
} as const;

const shape7B = { layers: 32, dim: 4096, hiddenDim: 11_008, heads: 32, kvHeads: 32, parameters: 6_738_415_616 } as const;
const shape13B = { layers: 40, dim: 5120, hiddenDim: 13_824, heads: 40, kvHeads: 40, parameters: 13_015_864_320 } as const;
const shape3With70B = { layers: 80, dim: 8192, hiddenDim: 28_672, heads: 64, parameters: 70_553_706_496 } as const;

/** Oldest first. */
export const languageModels: readonly LanguageModel[] = [
  { name: 'GPT-2', layers: 12, dim: 768, hiddenDim: 3072, heads: 12, kvHeads: 12, parameters: 124_439_808, released: '2019-02-14', ...gpt2 },
  { name: 'GPT-2-XL', layers: 48, dim: 1600, hiddenDim: 6400, heads: 25, kvHeads: 25, parameters: 1_557_611_200, released: '2019-11-05', ...gpt2 },
  {
    name: 'GPT-3-175B', layers: 96, dim: 12_288, hiddenDim: 49_152, feedForward: 'plain', heads: 96, kvHeads: 96, headDim: 128, vocab: 50_257, contextLength: 2048,
    parameters: 174_604_259_328, tiedEmbeddings: true, released: '2020-05-28', source: 'gpt-3',
  },
  {
    name: 'GPT-J-6B', alsoCalled: ['GPT-J 6B'], layers: 28, dim: 4096, hiddenDim: 16_384, feedForward: 'plain', heads: 16, kvHeads: 16, headDim: 256, vocab: 50_400,
    contextLength: 2048, parameters: 6_050_882_784, tiedEmbeddings: false, released: '2021-06-09', source: 'gpt-j',
  },
  // Not a model that anybody published: the shape that FasterTransformer was timed with, and when.
  {
    name: 'GPT-13B', alsoCalled: ['GPT-13B (40L,d5120)'], layers: 40, dim: 5120, hiddenDim: 20_480, feedForward: 'plain', heads: 40, kvHeads: 40, headDim: 128, vocab: 50_272,
    contextLength: 2048, parameters: 12_853_463_040, tiedEmbeddings: true, released: '2022', source: 'llm-analysis',
  },
  { name: 'OPT-6.7B', layers: 32, dim: 4096, hiddenDim: 16_384, heads: 32, kvHeads: 32, parameters: 6_658_473_984, ...opt },
  { name: 'OPT-13B', alsoCalled: ['opt-13b'], layers: 40, dim: 5120, hiddenDim: 20_480, heads: 40, kvHeads: 40, parameters: 12_853_473_280, ...opt },
  { name: 'OPT-30B', layers: 48, dim: 7168, hiddenDim: 28_672, heads: 56, kvHeads: 56, parameters: 29_974_540_288, ...opt },
  { name: 'OPT-66B', alsoCalled: ['opt-66b'], layers: 64, dim: 9216, hiddenDim: 36_864, heads: 72, kvHeads: 72, parameters: 65_719_701_504, ...opt },
  { name: 'OPT-175B', layers: 96, dim: 12_288, hiddenDim: 49_152, heads: 96, kvHeads: 96, parameters: 174_604_468_224, ...opt },
  {
    name: 'BLOOM-176B', alsoCalled: ['bloom'], layers: 70, dim: 14_336, hiddenDim: 57_344, feedForward: 'plain', heads: 112, kvHeads: 112, headDim: 128, vocab: 250_880, contextLength: 2048,
    parameters: 176_247_271_424, tiedEmbeddings: true, released: '2022-07-12', source: 'bloom',
  },
  { name: 'LLaMA-7B', alsoCalled: ['LLaMA 7B'], ...shape7B, ...llama },
  { name: 'LLaMA-13B', ...shape13B, ...llama },
  { name: 'LLaMA-30B', layers: 60, dim: 6656, hiddenDim: 17_920, heads: 52, kvHeads: 52, parameters: 32_528_943_616, ...llama },
  { name: 'LLaMA-65B', layers: 80, dim: 8192, hiddenDim: 22_016, heads: 64, kvHeads: 64, parameters: 65_285_660_672, ...llama },
  { name: 'Llama-2-7B', alsoCalled: ['Llama-2-7b-hf'], ...shape7B, ...llama2 },
  { name: 'Llama-2-13B', ...shape13B, ...llama2 },
  // TensorRT-LLM’s tables call it “LLaMA 70B”: the first LLaMA had no such size.
  {
    name: 'Llama-2-70B', alsoCalled: ['LLaMA 70B', 'Llama-2-70b-hf'], layers: 80, dim: 8192, hiddenDim: 28_672, heads: 64, kvHeads: 8, parameters: 68_976_648_192, ...llama2,
  },
  {
    ...llama2, name: 'CodeLlama-34B', layers: 48, dim: 8192, hiddenDim: 22_016, heads: 64, kvHeads: 8, contextLength: 16_384, parameters: 33_743_970_304, released: '2023-08-24',
    source: 'code-llama',
  },
  {
    name: 'Falcon-180B', alsoCalled: ['Falcon 180B'], layers: 80, dim: 14_848, hiddenDim: 59_392, feedForward: 'plain', heads: 232, kvHeads: 8, headDim: 64, vocab: 65_024,
    contextLength: 2048, parameters: 179_522_565_120, tiedEmbeddings: false, released: '2023-09-06', source: 'falcon',
  },
  {
    ...mistral, name: 'Mistral-7B-v0.1', alsoCalled: ['Mistral-7B'], parameters: 7_241_732_096, slidingWindow: { tokens: 4096, layers: 32 }, released: '2023-09-27', source: 'mistral-7b',
  },
  {
    ...mistral, name: 'Mixtral-8x7B', alsoCalled: ['Mixtral-8x7B-v0.1'], parameters: 46_702_792_704, activeParameters: 12_879_925_248, experts: { count: 8, chosen: 2 }, released: '2023-12-11', source: 'mixtral',
  },
  {
    ...llama, name: 'TinyLlama-1.1B', alsoCalled: ['TinyLlama-1.1B-v1.0'], layers: 22, dim: 2048, hiddenDim: 5632, heads: 32, kvHeads: 4, headDim: 64, parameters: 1_100_048_384, released: '2024-01-04', source: 'tinyllama',
  },
  { name: 'Llama-3-8B', layers: 32, dim: 4096, hiddenDim: 14_336, heads: 32, parameters: 8_030_261_248, ...llama3 },
  { name: 'Llama-3-70B', ...shape3With70B, ...llama3 },
  {
    ...llama, name: 'Phi-3-mini', alsoCalled: ['Phi-3-mini-4k'], layers: 32, dim: 3072, hiddenDim: 8192, heads: 32, kvHeads: 32, headDim: 96, vocab: 32_064, contextLength: 4096, parameters: 3_821_079_552,
    released: '2024-04-23', source: 'phi-3',
  },
  {
    name: 'Gemma-2-9B', layers: 42, dim: 3584, hiddenDim: 14_336, heads: 16, kvHeads: 8, headDim: 256, parameters: 9_241_705_984, slidingWindow: { tokens: 4096, layers: 21 },
    released: '2024-06-27', ...gemma2,
  },
  {
    name: 'Gemma-2-27B', layers: 46, dim: 4608, hiddenDim: 36_864, heads: 32, kvHeads: 16, headDim: 128, parameters: 27_227_128_320, slidingWindow: { tokens: 4096, layers: 23 },
    released: '2024-06-27', ...gemma2,
  },
  fromShape('Llama-3.1-8B', { released: '2024-07-23', contextLength: 131_072 }),
  { name: 'Llama-3.1-70B', ...shape3With70B, ...llama31 },
  { name: 'Llama-3.1-405B', layers: 126, dim: 16_384, hiddenDim: 53_248, heads: 128, parameters: 405_853_388_800, ...llama31 },
  { name: 'Qwen2.5-7B', layers: 28, dim: 3584, hiddenDim: 18_944, heads: 28, kvHeads: 4, parameters: 7_615_616_512, ...qwen25 },
  { name: 'Qwen2.5-14B', layers: 48, dim: 5120, hiddenDim: 13_824, heads: 40, kvHeads: 8, parameters: 14_770_033_664, ...qwen25 },
  { name: 'Qwen2.5-32B', layers: 64, dim: 5120, hiddenDim: 27_648, heads: 40, kvHeads: 8, parameters: 32_763_876_352, ...qwen25 },
  { name: 'Qwen2.5-72B', layers: 80, dim: 8192, hiddenDim: 29_568, heads: 64, kvHeads: 8, parameters: 72_706_203_648, ...qwen25 },
  fromShape('Llama-3.2-1B', { released: '2024-09-25', contextLength: 131_072 }),
  fromShape('Llama-3.2-3B', { released: '2024-09-25', contextLength: 131_072 }),
  fromShape('SmolLM2-135M', { released: '2024-11-01', contextLength: 8192 }),
  fromShape('SmolLM2-360M', { released: '2024-11-01', contextLength: 8192 }),
  fromShape('SmolLM2-1.7B', { released: '2024-11-01', contextLength: 8192 }),
  { name: 'Llama-3.3-70B', ...shape3With70B, ...llama31, released: '2024-12-06' },
  {
    name: 'DeepSeek-V3', alsoCalled: ['DeepSeek-R1', 'DeepSeek-R1-0528'], layers: 61, dim: 7168, hiddenDim: 2048, feedForward: 'gated', heads: 128, kvHeads: 128, headDim: 128,
    vocab: 129_280, contextLength: 131_072, parameters: 671_026_419_200, activeParameters: 37_552_297_472, experts: { count: 256, chosen: 8 }, latentWidth: 576,
    tiedEmbeddings: false, released: '2024-12-26', source: 'deepseek-v3',
  },
  {
    ...llama4, name: 'Llama-4-Scout', alsoCalled: ['Llama-4-Scout-17B-16E'], contextLength: 10_485_760, parameters: 107_769_861_120, activeParameters: 17_172_894_720, experts: { count: 16, chosen: 1 },
  },
  {
    ...llama4, name: 'Llama-4-Maverick', alsoCalled: ['Llama-4-Maverick-17B-128E'], contextLength: 1_048_576, parameters: 400_711_848_960, activeParameters: 17_184_691_200, experts: { count: 128, chosen: 1 },
  },
  fromShape('Qwen3-0.6B', { released: '2025-04-29', contextLength: 40_960 }),
  { ...qwen3, name: 'Qwen3-4B', layers: 36, dim: 2560, hiddenDim: 9728, heads: 32, tiedEmbeddings: true, parameters: 4_022_468_096 },
  fromShape('Qwen3-8B', { released: '2025-04-29', contextLength: 40_960 }),
  { name: 'Qwen3-14B', layers: 40, dim: 5120, hiddenDim: 17_408, heads: 40, parameters: 14_768_307_200, ...qwen3 },
  { name: 'Qwen3-32B', layers: 64, dim: 5120, hiddenDim: 25_600, heads: 64, parameters: 32_762_123_264, ...qwen3 },
  {
    ...qwen3, name: 'Qwen3-30B-A3B', layers: 48, dim: 2048, hiddenDim: 768, heads: 32, kvHeads: 4, parameters: 30_532_122_624, activeParameters: 3_353_032_704,
    experts: { count: 128, chosen: 8 },
  },
  {
    ...qwen3, name: 'Qwen3-235B-A22B', layers: 94, dim: 4096, hiddenDim: 1536, heads: 64, kvHeads: 4, parameters: 235_093_634_560, activeParameters: 22_190_763_520,
    experts: { count: 128, chosen: 8 },
  },
  {
    ...gptOss, name: 'gpt-oss-20b', layers: 24, parameters: 20_914_757_184, activeParameters: 4_187_440_704, experts: { count: 32, chosen: 4 }, slidingWindow: { tokens: 128, layers: 12 },
  },
  {
    ...gptOss, name: 'gpt-oss-120b', layers: 36, parameters: 116_829_156_672, activeParameters: 5_711_982_912, experts: { count: 128, chosen: 4 },
    slidingWindow: { tokens: 128, layers: 18 },
  },
];
