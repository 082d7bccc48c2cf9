import type { SourceId } from './sources';

/**
 * The dimensions of published models, from each one's config.json: what "layer of X" builds with random weights. The
 * engine's own layer is run in them, and differs in what is said under `notModelled`; everywhere its KV cache is f32 and
 * the rotary angles are plain (Llama 3 scales them by position: other angles, the same work).
 */
export interface ModelShape {
  readonly name: string;
  readonly layers: number;
  readonly dim: number;
  readonly hiddenDim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  /** The head is the embedding, turned round: one tensor for both. */
  readonly tiedEmbeddings: boolean;
  /** All weights, as the model's file counts them. */
  readonly parameters: number;
  readonly source: SourceId;
  /** What a real layer of it has and the measured one has not. */
  readonly notModelled?: string;
}

const smolLm2 = { headDim: 64, vocab: 49_152, tiedEmbeddings: true } as const;
const qwen3 = {
  headDim: 128,
  vocab: 151_936,
  notModelled: 'a real layer also norms each head’s query and key: two small steps more, and 256 weights',
} as const;
const llama3 = { kvHeads: 8, vocab: 128_256 } as const;

/** Smallest first. */
export const modelShapes = [
  { name: 'SmolLM2-135M', layers: 30, dim: 576, hiddenDim: 1536, heads: 9, kvHeads: 3, ...smolLm2, parameters: 134_515_008, source: 'smollm2-135m-config' },
  { name: 'SmolLM2-360M', layers: 32, dim: 960, hiddenDim: 2560, heads: 15, kvHeads: 5, ...smolLm2, parameters: 361_821_120, source: 'smollm2-360m-config' },
  { name: 'Qwen3-0.6B', layers: 28, dim: 1024, hiddenDim: 3072, heads: 16, kvHeads: 8, ...qwen3, tiedEmbeddings: true, parameters: 596_049_920, source: 'qwen3-0.6b-config' },
  { name: 'Llama-3.2-1B', layers: 16, dim: 2048, hiddenDim: 8192, heads: 32, headDim: 64, ...llama3, tiedEmbeddings: true, parameters: 1_235_814_400, source: 'llama-3.2-1b-config' },
  { name: 'SmolLM2-1.7B', layers: 24, dim: 2048, hiddenDim: 8192, heads: 32, kvHeads: 32, ...smolLm2, parameters: 1_711_376_384, source: 'smollm2-1.7b-config' },
  { name: 'Llama-3.2-3B', layers: 28, dim: 3072, hiddenDim: 8192, heads: 24, headDim: 128, ...llama3, tiedEmbeddings: true, parameters: 3_212_749_824, source: 'llama-3.2-3b-config' },
  { name: 'Llama-3.1-8B', layers: 32, dim: 4096, hiddenDim: 14_336, heads: 32, headDim: 128, ...llama3, tiedEmbeddings: false, parameters: 8_030_261_248, source: 'llama-3.1-8b-config' },
  { name: 'Qwen3-8B', layers: 36, dim: 4096, hiddenDim: 12_288, heads: 32, kvHeads: 8, ...qwen3, tiedEmbeddings: false, parameters: 8_190_735_360, source: 'qwen3-8b-config' },
] as const satisfies readonly ModelShape[];

export type ModelShapeName = (typeof modelShapes)[number]['name'];
