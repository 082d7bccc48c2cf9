import type { EngineErrorData } from '@/lib/engine/errors';
import type { LadderStep, LoadResult } from './protocol';

/** A model file on its way; bytes are of the file itself. */
export interface FileProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
  readonly cached: boolean;
  /** In words, while a break in the download is being waited out; null when all is well. */
  readonly retryReason: string | null;
}

/** Where the site's one engine stands, as every widget sees it. */
export type EngineStatus =
  | { readonly status: 'idle' }
  /** Save-Data is set and the weights are not cached: they wait for a tap. `bytes`: what would be downloaded. */
  | { readonly status: 'waiting-for-consent'; readonly bytes: number }
  | {
      readonly status: 'loading';
      readonly stage: 'download' | 'compile' | 'self-test';
      readonly progress: FileProgress | null;
      readonly ladder: readonly LadderStep[];
      /** In words, when this load makes good for something lost; null on the first. */
      readonly recoveringFrom: string | null;
    }
  | {
      readonly status: 'ready';
      readonly result: LoadResult;
      /** Milliseconds from the first byte asked for to the first run possible. */
      readonly loadMs: number;
      /** When it was ready, in milliseconds since the epoch. */
      readonly readyAt: number;
    }
  | { readonly status: 'failed'; readonly error: EngineErrorData }
  /** The page was asked to show recordings only (`?engine=recorded`): no engine is started. */
  | { readonly status: 'recorded-only' };
