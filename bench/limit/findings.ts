import type { Precision } from '@/lib/engine/generation/precision';

/** What to measure. */
export interface LimitRequest {
  readonly precisions: readonly Precision[];
  /** Sequences at once, smallest first. */
  readonly batches: readonly number[];
  /** Each point of the model is measured so many times over, all points in turn. */
  readonly rounds: number;
  readonly parts: readonly LimitPart[];
}

/** `model`: the pocket model by batch. `layer`: one layer of a model too large for any cache. `growth`: by context and prompt. `load`: by bytes. */
export type LimitPart = 'model' | 'layer' | 'growth' | 'load';

/** What the device can do at most: each the better of two measurements, before all others and after them, for what disturbs one only takes away. */
export interface DeviceLimits {
  /** Bytes read plus bytes written. */
  readonly copyBytesPerSecond: number;
  /** In f32, a multiply-add counted as two. */
  readonly multiplyAddFlopsPerSecond: number;
  /** What one more launch adds to a submission. */
  readonly launchMs: number;
  /** From submitting next to nothing to having its 4 bytes here. */
  readonly readbackMs: number;
}

/** Of the rounds: their median, the smallest and the largest. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Timings behind it, over all rounds. */
  readonly samples: number;
}

/** One pass over some tokens, without a readback: milliseconds, and its work as counted from its shapes. */
export interface PassFinding {
  /** `pocket-5m`, or `a layer of Llama-3.2-1B`. */
  readonly subject: string;
  readonly precision: Precision;
  readonly batch: number;
  /** New tokens of each sequence. */
  readonly tokens: number;
  /** Tokens in each one's cache, the new ones counted in. */
  readonly context: number;
  readonly ms: Spread;
  readonly flops: number;
  /** Weights as stored, each once, and the keys and values of all positions; what passes from launch to launch is not counted. */
  readonly bytes: number;
  /** Launches on the device. */
  readonly launches: number;
}

/** A prompt read as the engine reads it, in its chunks, until the logits of its last token are here. */
export interface PromptFinding {
  readonly precision: Precision;
  readonly tokens: number;
  readonly ms: Spread;
}

/** Attention's share of one pass that writes a token behind a full context. */
export interface AttentionFinding {
  readonly precision: Precision;
  readonly context: number;
  /** By timing each launch alone. */
  readonly launchShare: number;
  /** As counted from the shapes. */
  readonly flopShare: number;
}

/** From a file in memory to a model that is ready to run: weights made and brought to the device, passes captured. Programs are compiled already. */
export interface LoadFinding {
  readonly precision: Precision;
  readonly layers: number;
  /** Of the weights, as they lie on the device. */
  readonly bytes: number;
  readonly ms: Spread;
}

/** All that was found out about one backend. */
export interface LimitFindings {
  readonly backend: 'webgpu' | 'cpu';
  readonly variant: string;
  /** The device in words. */
  readonly device: string;
  /** A GPU that is really a program. */
  readonly software: boolean;
  readonly limits: DeviceLimits;
  /** Tokens in the cache of the model where batches are compared. */
  readonly batchContext: number;
  readonly passes: readonly PassFinding[];
  readonly prompts: readonly PromptFinding[];
  readonly attention: readonly AttentionFinding[];
  readonly loads: readonly LoadFinding[];
}
