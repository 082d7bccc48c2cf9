import type { SourceId } from './sources';

/** A published language model's dimensions, as its config.json or its paper has them. */
export interface LanguageModel {
  readonly name: string;
  /** ISO date of its release. */
  readonly released: string;
  readonly layers: number;
  readonly dim: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly contextLength: number;
  /** All weights. */
  readonly parameters: number;
  /** Weights that one token is multiplied by, where not all are (mixture of experts). */
  readonly activeParameters?: number;
  /** The head is the embedding, turned round. */
  readonly tiedEmbeddings: boolean;
  /** Some layers look back only so far. */
  readonly slidingWindow?: { readonly tokens: number; readonly layers: number };
  /** Numbers kept for a token and layer where it is not keys and values of every KV head (multi-head latent attention). */
  readonly latentWidth?: number;
  readonly source: SourceId;
}
