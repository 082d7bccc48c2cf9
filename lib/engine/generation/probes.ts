import type { Candidate } from './events';

/** What to look at inside each pass of a run. */
export interface ProbeRequest {
  /** Attention weights of these heads, or of all. */
  readonly attention?: 'all' | readonly { readonly layer: number; readonly head: number }[];
  /** Each layer's own prediction at the last position: its output through the final norm and the head (logit lens, nostalgebraist 2020). So many best tokens. */
  readonly lens?: number;
  /** Time, shapes, FLOPs and bytes of each stage. */
  readonly stages?: boolean;
}

/** Attention weights of one head in one pass. */
export interface AttentionProbe {
  readonly layer: number;
  readonly head: number;
  /** (tokens, context): row t sums to 1 over positions 0 … firstPosition + t, and is 0 behind. */
  readonly weights: Float32Array;
}

/** One stage of the forward pass: one launch. */
export interface StageProbe {
  /** Its place, such as `layer 3 / feed-forward / down`, and the kernel that ran. */
  readonly name: string;
  readonly kernel: string;
  /** Absent: before or behind the layers. */
  readonly layer?: number;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** Multiplications and additions, counted from the shapes. */
  readonly flops: number;
  /** Bytes read and written, counted from the shapes: every tensor once. */
  readonly bytes: number;
  /** Median of several repetitions on the device now. */
  readonly ms: number;
}

/** What a pass looked like inside. */
export interface ProbeEvent {
  readonly type: 'probe';
  readonly at: number;
  /** Index of the token that the pass's last logits choose; 0: the pass that read the prompt. */
  readonly index: number;
  readonly firstPosition: number;
  readonly tokens: number;
  readonly attention?: readonly AttentionProbe[];
  /** By layer, the first first: best tokens after that layer. */
  readonly lens?: readonly (readonly Candidate[])[];
  readonly stages?: readonly StageProbe[];
  /** Repetitions behind each stage's `ms`. */
  readonly repetitions?: number;
}
