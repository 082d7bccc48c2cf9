import type { GenerateRequest, GenerationEvent, TokenPiece } from '@/lib/engine/generation/events';
import type { EngineStatus } from './engine-status';
import type { PageOrder } from './page-order';
import type { EngineRequests, LoadResult } from './protocol';

/** The site's one engine, from the page's side. All errors are `EngineError`s. */
export interface EngineClient {
  readonly order: PageOrder;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => EngineStatus;
  /** Loads the model once for all who ask. Waits for `allowDownload` where Save-Data is set. */
  load(): Promise<LoadResult>;
  allowDownload(): void;
  /** After a failure: load again. */
  retry(): void;
  /** One run as one stream, whatever is lost and rebuilt meanwhile. An abort ends it with `generation-end` (`aborted`). */
  generate(request: GenerateRequest, options?: { readonly signal?: AbortSignal }): AsyncIterable<GenerationEvent>;
  /** Answered before the weights are there. */
  tokenize(text: string, signal?: AbortSignal): Promise<readonly TokenPiece[]>;
  measureBandwidth(signal?: AbortSignal): Promise<EngineRequests['measure-bandwidth']['result']>;
}

export interface EngineClientOptions {
  readonly createWorker: () => Worker;
  readonly order: PageOrder;
  /** Absolute URL of the model's folder, with a slash at its end. */
  readonly modelUrl: string;
  readonly saveData: () => boolean;
}

export declare function createEngineClient(options: EngineClientOptions): EngineClient;
