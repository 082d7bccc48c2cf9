import type { Software } from './request';

/** What an engine does in a way of its own, as its documentation or its source says. */
export interface SoftwareTraits {
  /** Tokens of a prompt that are read in one step; undefined: all. llama.cpp's `n_ubatch` is 512. */
  readonly promptChunk?: number;
  /** Several devices share each matrix (tensor parallelism), or each has some of the layers and passes on to the next (llama.cpp's split mode `layer`). */
  readonly splitsBy: 'matrix' | 'layer';
  /** Pieces of a prompt under way at once where devices have layers: llama.cpp's `n_batch` 2048 over its `n_ubatch`. */
  readonly chunksUnderWay: number;
  /** Attention writes its scores to memory and reads them again (llama.cpp as measured in 2023 and 2024, before flash attention was the default). */
  readonly storesScores: boolean;
  /** A step's launches are recorded once and sent as one (CUDA graphs), and so cost less. */
  readonly capturesSteps: boolean;
  /** Matrix units sum in f16, at which GeForce cards are twice as fast as their stated rate (which is with f32 sums). */
  readonly sumsInF16: boolean;
  /** A request is admitted when there is memory for all it may become (TensorRT-LLM: guaranteed no evict), not for what it has (vLLM). */
  readonly reservesWholeRequest: boolean;
  /** Most sequences in a step: TensorRT-LLM's `max_batch_size` 2048, vLLM's `max_num_seqs` 1024. */
  readonly maxSequences: number;
  /** Most tokens in a step, prompts' and answers' together: both have 8192 by default. */
  readonly maxStepTokens: number;
  /** Share of the memory that weights, cache and working space may take together when serving. */
  readonly memoryShare: number;
}

/** Letters alone, so that "TensorRT-LLM" and "tensorrt_llm" are one. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

const otherNames: Readonly<Record<string, Software>> = { trtllm: 'tensorrt-llm', tensorrt: 'tensorrt-llm', mlcllm: 'mlc', ggml: 'llama.cpp' };

/** An engine by one of its names, "vLLM" or "TensorRT-LLM"; what is no name of one comes back as it was, for the check to refuse. */
export function softwareNamed<Value>(name: Value): Value | Software {
  if (typeof name !== 'string') return name;
  return (Object.keys(softwareTraits) as Software[]).find((known) => bare(known) === bare(name)) ?? (Object.hasOwn(otherNames, bare(name)) ? otherNames[bare(name)] : name);
}

const plain: SoftwareTraits = {
  splitsBy: 'matrix',
  chunksUnderWay: 1,
  storesScores: false,
  capturesSteps: false,
  sumsInF16: false,
  reservesWholeRequest: false,
  maxSequences: 1024,
  maxStepTokens: 8192,
  memoryShare: 0.9,
};

export const softwareTraits: Readonly<Record<Software, SoftwareTraits>> = {
  'llama.cpp': { ...plain, splitsBy: 'layer', promptChunk: 512, chunksUnderWay: 4, storesScores: true, sumsInF16: true },
  'gpt-fast': { ...plain, capturesSteps: true },
  // kv_cache_free_gpu_mem_fraction is 0.9 to 0.95 of what the weights leave.
  'tensorrt-llm': { ...plain, reservesWholeRequest: true, maxSequences: 2048, memoryShare: 0.95 },
  vllm: { ...plain, capturesSteps: true },
  fastertransformer: plain,
  mlc: { ...plain, sumsInF16: true },
  other: plain,
};
