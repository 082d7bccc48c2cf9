import type { PrecisionPlan } from './precision';

/** Score texts, whole, each from the begin token to the end token after its last. */
export interface ScoreRequest {
  readonly texts: readonly string[];
  /** Also compare the distributions at every token with this precision of the same model. */
  readonly compareTo?: PrecisionPlan;
  /** Also score with these precisions of the same model, and compare each with this one: a pass for each, and none twice. */
  readonly others?: readonly PrecisionPlan[];
}

export interface ScoreProgress {
  readonly type: 'score-progress';
  readonly doneTexts: number;
  readonly texts: number;
}

/** Natural logarithms throughout. */
export interface ScoreResult {
  /** Tokens scored, end tokens counted in. */
  readonly tokens: number;
  readonly characters: number;
  /** By text: tokens scored, and the sum of their log-probabilities. */
  readonly texts: readonly { readonly tokens: number; readonly logprob: number }[];
  /** exp(−mean log-probability of a token). */
  readonly perplexity: number;
  /** With `compareTo`; KL(compared ‖ this). */
  readonly comparison?: ScoreComparison;
  /** As many as the request's `others`; KL(this ‖ other). */
  readonly others?: readonly ScoreComparison[];
}

export interface ScoreComparison {
  /** Of the other precision. */
  readonly perplexity: number;
  /** Mean over tokens of the Kullback-Leibler divergence, in nats. */
  readonly kl: number;
  /** Share of positions at which both have the same best token. */
  readonly top1Agreement: number;
}

/** What the weights in use are, as a hash of the words in the device's memory. Equal weights in equal precision: equal hashes. */
export interface Fingerprint {
  /** SHA-256 over the tensors' own hashes, in their order; lower-case hexadecimal. */
  readonly sha256: string;
  /** That were read back and hashed: all weights, as they are stored. */
  readonly bytes: number;
  readonly tensors: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** The dimensions of a transformer of the Llama kind, from its published configuration. */
export interface LayerShape {
  readonly name: string;
  readonly layers: number;
  readonly dim: number;
  readonly hiddenDim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
}

/** Time one layer of a model, and its head, with random weights made on the device. */
export interface LayerRequest {
  readonly shape: LayerShape;
  readonly plan: PrecisionPlan;
  /** Sequences in one pass. */
  readonly batch: number;
  /** New tokens of each: 1 is decode. */
  readonly tokens: number;
  /** Tokens in each one's cache, the new ones counted in. */
  readonly context: number;
}

export interface LayerMeasurement {
  readonly layer: TimedWork;
  /** Final norm and head, one row of logits a sequence. */
  readonly head: TimedWork;
  /** Copies of the layer that took turns, at most as many as the model has layers: weights of a small model may fit into a cache all the same, as they do in use. */
  readonly copies: number;
}

/** A piece of work that was timed: median of several passes after a warm-up. */
export interface TimedWork {
  readonly ms: number;
  readonly samples: number;
  readonly weightBytes: number;
  readonly flops: number;
  /** On the device, where neighbours may be joined; where copies take turns, a mean over them. */
  readonly launches: number;
}

/** Median of several, each after a warm-up. */
export interface DeviceMeasurement {
  /** Bytes read plus bytes written, by copying. */
  readonly copyBytesPerSecond: number;
  /** Floating-point operations per second in f32, a multiply-add counted as two. */
  readonly multiplyAddFlopsPerSecond: number;
  /** What one more launch adds to a submission. */
  readonly launchMs: number;
  /** From submitting next to nothing to having its 4 bytes here. */
  readonly readbackMs: number;
  readonly samples: number;
}
