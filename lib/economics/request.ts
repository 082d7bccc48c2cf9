import type { Hardware } from '@/content/hardware';
import type { LanguageModel } from '@/content/language-models';
import type { Measure } from '@/lib/measure/measure';

/** How numbers are stored, and so how many bytes and which arithmetic. `q8` and `q4` are quantised by blocks and widened before they are multiplied. `predict` takes other words too ("bf16", "FP8", "Q4_K_M": precision.ts), where they come from a form or a file. */
export type StoredPrecision = 'f32' | 'f16' | 'fp8' | 'int8' | 'q8' | 'q6' | 'q5' | 'q4' | 'q3' | 'q2' | 'fp4';

/** The engines whose published figures the constants were fitted on; `other`: the mean of all. */
export type Software = 'llama.cpp' | 'gpt-fast' | 'tensorrt-llm' | 'vllm' | 'fastertransformer' | 'mlc' | 'other';

export type Load = { readonly kind: 'static'; readonly batch: number } | { readonly kind: 'saturated' };

export interface PredictionRequest {
  /** A name of content/language-models.ts, or a model of the same fields. */
  readonly model: string | LanguageModel;
  /** A name of content/hardware.ts, or a device of the same fields. */
  readonly hardware: string | Hardware;
  /** Devices that share the model, at most 8: by tensor parallelism (as many as divide its heads), or each with some layers (llama.cpp). */
  readonly devices: number;
  readonly weightPrecision: StoredPrecision;
  /** Bits a weight really takes, scales and all, where known: of a GGUF file, say. From half to three times those of its precision. */
  readonly bitsPerWeight?: number;
  /** Default: f16. */
  readonly kvPrecision?: 'f16' | 'fp8' | 'int8';
  readonly software?: Software;
  readonly load: Load;
  /** 0: it writes from the beginning-of-sequence token alone. */
  readonly promptTokens: number;
  /** 0: it reads alone. Not both. */
  readonly outputTokens: number;
}

/** Why nothing is predicted, for a person and for a program. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: 'unknown-model' | 'unknown-hardware' | 'invalid-number' | 'does-not-fit' | 'no-such-arithmetic' | 'beyond-context' | 'not-modelled';
  /** What is wrong, with numbers: by how many bytes it does not fit, say. */
  readonly message: string;
  /** What to do: which precision would fit, which names are known. */
  readonly remedy: string;
}

export interface Prediction {
  readonly kind: 'prediction';
  readonly weightBytes: Measure;
  readonly kvBytesPerToken: Measure;
  /** Tokens that the memory left over holds, in blocks of 16, in sequences of the asked length: the longer, the more lies behind a sliding window and is let go. */
  readonly kvCapacityTokens: Measure;
  /** Sequences in a step: as asked for, or as many as are kept busy when saturated. */
  readonly batch: Measure;
  /** Time to the first token of a batch whose prompts are read at once. */
  readonly ttft: Measure; // ms
  readonly prefillTokensPerSecond: Measure;
  /** Mean gap between two tokens of one sequence. */
  readonly tpot: Measure; // ms
  /** Of one sequence while it is written. */
  readonly decodeTokensPerSecond: Measure;
  /** Written by all sequences together over a whole request, prompt reading included, on all devices. */
  readonly outputTokensPerSecond: Measure;
  /**
   * How far off the published rows of its kind were, so that a page can draw an error bar: predicted / published, 10th and 90th percentile of scored rows, or of
   * rows whose source was left out of the fit, where that is wider. Of `tpot`, `decodeTokensPerSecond` and `outputTokensPerSecond`.
   */
  readonly errorBand: readonly [low: number, high: number];
  /** The same of `ttft` and `prefillTokensPerSecond`; for a saturated server that of its throughput, since its prompts are read in the same steps. */
  readonly prefillErrorBand: readonly [low: number, high: number];
}
