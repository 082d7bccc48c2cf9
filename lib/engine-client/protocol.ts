import type { EngineLoadEvent } from '@/lib/engine';
import type { ForeignSource, HubModel } from '@/lib/engine/adapters';
import type { Capability, EngineFacts, ModelFacts } from '@/lib/engine/engine';
import type { EngineErrorData } from '@/lib/engine/errors';
import type { BatchEvent, BatchRequest, BatchSequence } from '@/lib/engine/generation/batch-events';
import type { BackendKind, GenerateRequest, GenerationEvent, PrecisionEvent, PrecisionPlan, TokenPiece } from '@/lib/engine/generation/events';
import type { DeviceMeasurement, Fingerprint, LayerMeasurement, LayerRequest, ScoreProgress, ScoreRequest, ScoreResult } from '@/lib/engine/generation/measurements';

/** `auto` walks the ladder: WebGPU on real hardware, else the CPU. A named engine is an order. */
export type EngineOrder = 'auto' | BackendKind;

/** Who drafts: the model itself in another precision, or the model in the folder `modelUrl`, which has the same tokenizer. */
export interface DraftRequest {
  readonly plan: PrecisionPlan;
  readonly modelUrl?: string;
}

/** A model's files by their names, as they lie in its folder. */
export type ModelFolder = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Our own engine. */
export interface OwnLoad {
  readonly engine: 'ours';
  readonly order: EngineOrder;
  /** Absolute URL of the model's folder, with a slash at its end; or what the page called the folder that it gave to `hold`. */
  readonly modelUrl: string;
  /** Default: f16, as in the file. */
  readonly plan?: PrecisionPlan;
  readonly draft?: DraftRequest | null;
}

/** transformers.js, over files of the hub or of ours. */
export interface ForeignLoad {
  readonly engine: 'transformers.js';
  readonly device: 'webgpu' | 'wasm';
  readonly source: ForeignSource;
  /** Wrap each prompt in the model's chat template. Default: where the model has one. */
  readonly chat?: boolean;
  /** Refuse a larger download. */
  readonly limitBytes?: number;
}

export type LoadRequest = OwnLoad | ForeignLoad;

/** Why a rung of the ladder was or was not taken, in words a reader understands. */
export interface LadderStep {
  readonly rung: BackendKind;
  readonly outcome: 'taken' | 'passed-over' | 'failed';
  readonly reason: string;
}

/** What the page learns while a model loads. Bytes are of the file itself. */
export type LoadEvent =
  | { readonly type: 'download-start'; readonly file: string; readonly totalBytes: number; readonly cached: boolean }
  | { readonly type: 'download-progress'; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly type: 'download-retry'; readonly file: string; readonly receivedBytes: number; readonly attempt: number; readonly reason: string }
  | { readonly type: 'download-end'; readonly file: string; readonly totalBytes: number; readonly cached: boolean }
  | { readonly type: 'tokenizer-ready' }
  | { readonly type: 'ladder-step'; readonly step: LadderStep }
  | EngineLoadEvent;

/** The adapter as the browser describes it; null where there is none. Plain data for the device page. */
export interface AdapterReport {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly software: boolean;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  readonly subgroupMinSize: number | null;
  readonly subgroupMaxSize: number | null;
}

export interface LoadResult {
  readonly engine: EngineFacts;
  readonly capabilities: readonly Capability[];
  readonly ladder: readonly LadderStep[];
  readonly adapter: AdapterReport | null;
  readonly downloadBytes: number;
  readonly fromCache: boolean;
}

/** What loading would cost, known from the manifest alone. */
export interface ModelSize {
  readonly totalBytes: number;
  /** All of it is kept on this device already. */
  readonly cached: boolean;
}

/** Each request by name: what it takes, the events it streams, what it ends with. */
export interface EngineRequests {
  /** Fetches the manifest only. */
  describe: { request: { readonly modelUrl: string }; event: never; result: ModelSize };
  /** Takes a folder that the page itself has: under this name it is a model like one of the site's, for this worker's life. */
  hold: { request: { readonly modelUrl: string; readonly files: ModelFolder }; event: never; result: null };
  /** Reads all of a model's files, as a load does, and makes nothing of them. */
  check: { request: { readonly modelUrl: string }; event: never; result: ModelFacts };
  load: { request: LoadRequest; event: LoadEvent; result: LoadResult };
  /** What can be had of a model on the hub, and how large it is; asks the hub. */
  'describe-hub': { request: { readonly repository: string }; event: never; result: HubModel };
  /** By a folder's model, which needs no load: answered as soon as the tokenizer's own files are there. Null: by the loaded one. */
  tokenize: { request: { readonly modelUrl: string | null; readonly text: string }; event: never; result: readonly TokenPiece[] };
  generate: { request: GenerateRequest; event: GenerationEvent; result: null };
  /** `key`: the page's own name for the batch, by which `batch-add` and `batch-stop` speak of it. */
  batch: { request: { readonly key: number; readonly batch: BatchRequest }; event: BatchEvent; result: null };
  /** One sequence more, at any time; nothing where the batch is over. */
  'batch-add': { request: { readonly key: number; readonly sequence: BatchSequence }; event: never; result: null };
  'batch-stop': { request: { readonly key: number; readonly sequence: number }; event: never; result: null };
  /** Null: aborted before its turn. */
  'set-precision': { request: PrecisionPlan; event: PrecisionEvent; result: EngineFacts | null };
  'set-draft': { request: DraftRequest | null; event: PrecisionEvent; result: EngineFacts | null };
  score: { request: ScoreRequest; event: ScoreProgress; result: ScoreResult };
  'measure-layer': { request: LayerRequest; event: never; result: LayerMeasurement };
  'measure-device': { request: null; event: never; result: DeviceMeasurement };
  /** Of the weights in use. */
  fingerprint: { request: null; event: never; result: Fingerprint };
  'measure-bandwidth': { request: null; event: never; result: { bytesPerSecond: number; samples: number } | null };
  /** Gives the GPU device back on purpose, as if the system had taken it: to see, and to test, the recovery. False: there is none. */
  'lose-device': { request: null; event: never; result: boolean };
}

export type RequestName = keyof EngineRequests;

/** Page to worker. `id` ties everything said about one request together. */
export type ToWorker =
  | { readonly [N in RequestName]: { readonly kind: 'request'; readonly id: number; readonly name: N; readonly body: EngineRequests[N]['request'] } }[RequestName]
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ping'; readonly beat: number };

/** Worker to page. A request ends with exactly one `result` or `error`. */
export type FromWorker =
  | { readonly [N in RequestName]: { readonly kind: 'event'; readonly id: number; readonly name: N; readonly event: EngineRequests[N]['event'] } }[RequestName]
  | { readonly [N in RequestName]: { readonly kind: 'result'; readonly id: number; readonly name: N; readonly result: EngineRequests[N]['result'] } }[RequestName]
  | { readonly kind: 'error'; readonly id: number; readonly error: EngineErrorData }
  | { readonly kind: 'pong'; readonly beat: number };
