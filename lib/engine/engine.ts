import type { BatchRequest, BatchRun } from './generation/batch-events';
import type { BackendKind, GenerateRequest, GenerationEvent, Precision, PrecisionEvent, PrecisionPlan, StorageGroup, TokenPiece } from './generation/events';
import type { Hash } from './generation/fingerprint';
import type { DeviceMeasurement, Fingerprint, LayerMeasurement, LayerRequest, ScoreProgress, ScoreRequest, ScoreResult } from './generation/measurements';

export type * from './generation/batch-events';
export type { Hash } from './generation/fingerprint';
export type * from './generation/measurements';

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
  /** Whose engine: ours, or a library's name and version. */
  readonly engine: string;
  readonly backend: BackendKind;
  readonly precision: Precision;
  /** How the weights were made; of a foreign engine only the precision is known. */
  readonly plan: PrecisionPlan;
  /** Kernel variant in use: `subgroup`, `workgroup` or `invocation` on WebGPU; `simd` or `reference` on the CPU. */
  readonly variant: string;
  /** The device in words: a GPU's vendor and architecture, or the processor. */
  readonly device: string;
  readonly model: ModelFacts;
  /** Bytes the weights take on the device, as stored there, scales and minima included. */
  readonly weightBytes: number;
  /** The same as bits for each parameter. */
  readonly bitsPerWeight: number;
  /** The same group by group; empty where a foreign engine does not tell. */
  readonly storage: readonly StorageGroup[];
  /** Bytes of the key/value cache of one sequence at full context. */
  readonly kvCacheBytes: number;
  /** The model that proposes tokens in speculative decoding; null: none is set. */
  readonly draft: DraftFacts | null;
  readonly compileMs: number;
  readonly pipelines: number;
  readonly selfTest: readonly SelfTestResult[];
}

export interface DraftFacts {
  readonly name: string;
  readonly precision: Precision;
  readonly parameters: number;
  readonly weightBytes: number;
}

/** A model's files, read. */
export interface ModelFiles {
  readonly name: string;
  /** config.json */
  readonly config: unknown;
  /** tokenizer.json */
  readonly tokenizer: unknown;
  /** tokenizer_config.json */
  readonly tokenizerConfig: unknown;
  /** model.safetensors */
  readonly weights: ArrayBuffer;
}

/** The same while the weights may still be on their way. */
export interface ArrivingFiles extends Omit<ModelFiles, 'weights'> {
  readonly weights: ArrayBuffer | Promise<ArrayBuffer>;
}

/** Who drafts: the model itself in a smaller precision, or (with `files`) a smaller model with the same tokenizer. */
export interface DraftChoice {
  readonly plan: PrecisionPlan;
  readonly files?: ModelFiles;
}

/** What an engine may be unable to do; what is not listed is refused with `invalid-request`. */
export type Capability = 'precision' | 'batch' | 'cache-off' | 'draft' | 'probes' | 'score' | 'layer' | 'device' | 'fingerprint';

/** A model that is loaded and can write. Ours, and others behind the same face. One thing at a time: who has several, queues them. */
export interface Engine {
  /** As they are now: a change of precision or draft changes them. */
  readonly facts: EngineFacts;
  readonly capabilities: readonly Capability[];
  tokenize(text: string): readonly TokenPiece[];
  /**
   * One run as a stream of events. An abort ends the stream with `generation-end` (`aborted`).
   * @throws EngineError `prompt-too-long` (nothing was run), `device-lost`, `out-of-memory`, `invalid-request`
   */
  generate(request: GenerateRequest, signal?: AbortSignal): AsyncIterable<GenerationEvent>;
  /**
   * Several sequences in one pass. An abort ends them all, each with `generation-end` (`aborted`).
   * @throws EngineError `invalid-request`, `out-of-memory` (need and limit in its details), `device-lost`
   */
  batch(request: BatchRequest, signal?: AbortSignal): BatchRun;
  /**
   * Make the weights anew in another precision, from the file; the old ones' memory is given back when the new are there, and
   * where this fails or is aborted the old ones stay in use.
   * @throws EngineError `invalid-request`, `out-of-memory`, `self-test-failed`, `device-lost`; an `AbortError`
   */
  setPrecision(plan: PrecisionPlan, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<EngineFacts>;
  /** Load a draft for speculative decoding, or give it back. Throws as `setPrecision` does. */
  setDraft(draft: DraftChoice | null, onEvent?: (event: PrecisionEvent) => void, signal?: AbortSignal): Promise<EngineFacts>;
  /** @throws EngineError `prompt-too-long` for a text longer than the context, `invalid-request`, `out-of-memory`, `device-lost`; an `AbortError` */
  score(request: ScoreRequest, onProgress?: (progress: ScoreProgress) => void, signal?: AbortSignal): Promise<ScoreResult>;
  /** @throws EngineError `out-of-memory` (need and limit in its details), `invalid-request`, `device-lost`; an `AbortError` */
  measureLayer(request: LayerRequest, signal?: AbortSignal): Promise<LayerMeasurement>;
  /** @throws EngineError `device-lost`; an `AbortError` */
  measureDevice(signal?: AbortSignal): Promise<DeviceMeasurement>;
  /**
   * What the weights are, read back from the memory that computes. Takes the hash: the engine has none of its own.
   * @throws EngineError `device-lost`, `invalid-request`; an `AbortError`
   */
  fingerprint(hash: Hash, signal?: AbortSignal): Promise<Fingerprint>;
  /** Copy bandwidth measured on the device now, median of several, in bytes per second; null where there is no way to tell. */
  measureCopyBandwidth(): Promise<{ bytesPerSecond: number; samples: number } | null>;
  /** Settles (never rejects) when the device is lost; the reason in words. */
  readonly lost: Promise<string>;
  destroy(): void;
}
