import type { Limit, Prompt, Setup } from './contestant';

/** Where transformers.js finds ONNX Runtime's own files. */
export interface RuntimeFiles {
  readonly mjs: string;
  readonly wasm: string;
}

export type ToWorker =
  | { readonly kind: 'load'; readonly setup: Setup; readonly runtime: RuntimeFiles }
  | { readonly kind: 'write'; readonly prompts: readonly Prompt[]; readonly limit: Limit };

export type FromWorker =
  | { readonly kind: 'loaded'; readonly version: string; readonly threads: number }
  /** One pass: a token of each row that has not ended. */
  | { readonly kind: 'tokens'; readonly ids: readonly number[] }
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly message: string };
