import type { BackendKind, GenerateRequest, GenerationEvent, Precision, TokenPiece } from './generation/events';

/** What the model is: counted from its configuration and file. */
export interface ModelFacts {
  readonly name: string;
  readonly parameters: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly dim: number;
  readonly hiddenDim: number;
  readonly vocab: number;
  readonly contextLength: number;
  readonly stopId: number;
}

/** One kernel of the self-test: the device's result against the CPU reference, as normalised squared error. */
export interface SelfTestResult {
  readonly kernel: string;
  readonly variant: string;
  readonly shape: string;
  readonly error: number;
  readonly bound: number;
  readonly passed: boolean;
}

/** What runs the model now. */
export interface EngineFacts {
  readonly backend: BackendKind;
  readonly precision: Precision;
  /** Kernel variant in use: `subgroup`, `workgroup` or `invocation` on WebGPU; `reference` on the CPU. */
  readonly variant: string;
  /** The device in words: a GPU's vendor and architecture, or the processor. */
  readonly device: string;
  readonly model: ModelFacts;
  /** Bytes the weights take on the device, as stored there. */
  readonly weightBytes: number;
  /** Bytes of the key/value cache at full context. */
  readonly kvCacheBytes: number;
  readonly compileMs: number;
  readonly pipelines: number;
  readonly selfTest: readonly SelfTestResult[];
}

/** A model that is loaded and can write. Ours, and later others behind the same face. */
export interface Engine {
  readonly facts: EngineFacts;
  tokenize(text: string): readonly TokenPiece[];
  /**
   * One run as a stream of events. An abort ends the stream with `generation-end` (`aborted`).
   * @throws EngineError `prompt-too-long` (nothing was run), `device-lost`, `out-of-memory`, `invalid-request`
   */
  generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerationEvent>;
  /** Copy bandwidth measured on the device now, median of several, in bytes per second; null where there is no way to tell. */
  measureCopyBandwidth(): Promise<{ bytesPerSecond: number; samples: number } | null>;
  /** Settles (never rejects) when the device is lost; the reason in words. */
  readonly lost: Promise<string>;
  destroy(): void;
}
