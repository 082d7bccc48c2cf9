import type { PrefixBlock } from './prefix';
import type { Precision } from './precision';
import type { ProbeEvent, ProbeRequest } from './probes';
import type { Sampling } from './sample';

export type { Precision, PrecisionEvent, PrecisionPlan, StorageGroup } from './precision';
export type * from './probes';

export type BackendKind = 'webgpu' | 'cpu';

/** One token of a text: its id, its bytes (a character may be split over several tokens), and how to show it. */
export interface TokenPiece {
  readonly id: number;
  readonly bytes: readonly number[];
  /** The bytes as text, or `⟨F0⟩⟨9F⟩` where they are only part of a character, or the name of a special token. */
  readonly text: string;
  /** False where `text` is the spelled-out form of bytes that are no whole characters. */
  readonly whole: boolean;
}

/** A token the model might write next. */
export interface Candidate {
  readonly id: number;
  readonly text: string;
  /** Natural logarithm of the model's own probability: temperature 1, nothing filtered. */
  readonly logprob: number;
}

/** What to write, and how. */
export interface GenerateRequest {
  /** Continued as it stands; empty: the model begins from its begin token alone. */
  readonly prompt: string;
  /**
   * Tokens already chosen after the prompt (a resumed, branched or linked run). They are read, not drawn again;
   * a `token` event with `source: 'given'` is sent for each from index `announceFrom` on.
   */
  readonly given?: readonly number[];
  /** First index among `given` that is announced as an event; default 0. `given.length`: none. */
  readonly announceFrom?: number;
  readonly sampling: Sampling;
  /** Most tokens after the prompt, the given ones counted in. */
  readonly maxTokens: number;
  /** How many best candidates each token event carries; 0 (default) keeps the choice on the device. */
  readonly candidates?: number;
  /** Carry all logits on each token event, so that sampling can be redone on the page. Default false. */
  readonly keepLogits?: boolean;
  /** Cut the prompt to its last tokens when it is longer than the context, instead of refusing. Default false. */
  readonly cutPrompt?: boolean;
  /** False: nothing is kept from step to step, and every token's whole prefix is computed again. Default true. */
  readonly cache?: boolean;
  /** Let the engine's draft propose so many tokens at a time, and check them in one pass. A draft must be set. */
  readonly speculate?: { readonly tokens: number };
  /** What to look at inside each pass. Costs nothing where absent. */
  readonly probes?: ProbeRequest;
}

export type EndReason = 'stop-token' | 'max-tokens' | 'context-full' | 'aborted';

/** One thing that happened in a run. `at`: milliseconds since the request was taken up. */
export type GenerationEvent =
  | {
      readonly type: 'generation-start';
      readonly at: number;
      readonly model: string;
      readonly backend: BackendKind;
      readonly precision: Precision;
      readonly device: string;
      readonly prompt: string;
      /** The prompt's tokens, the begin token first. */
      readonly promptPieces: readonly TokenPiece[];
      /** Tokens cut from the prompt's front because the context could not hold them. */
      readonly cutTokens: number;
      readonly sampling: Sampling;
      readonly maxTokens: number;
      readonly contextLength: number;
    }
  | {
      readonly type: 'prefill-start';
      readonly at: number;
      readonly computedTokens: number;
      readonly reusedTokens: number;
      /** Tokens that the cache held behind the reused ones, and that are overwritten now. */
      readonly invalidatedTokens?: number;
      /** The same told in blocks, in the order of positions. */
      readonly blocks?: readonly PrefixBlock[];
    }
  | { readonly type: 'prefill-end'; readonly at: number }
  | {
      /** The draft proposed tokens from `index` on; the target took the first `accepted` of them. Told before their `token` events. */
      readonly type: 'draft';
      readonly at: number;
      readonly index: number;
      readonly proposed: readonly TokenPiece[];
      readonly accepted: number;
      readonly draftMs: number;
      readonly verifyMs: number;
    }
  | ProbeEvent
  | {
      readonly type: 'token';
      readonly at: number;
      /** 0 for the first token after the prompt. */
      readonly index: number;
      readonly id: number;
      /** Whole characters completed by this token; empty while a character is still in parts. */
      readonly text: string;
      readonly piece: TokenPiece;
      /** `drafted`: proposed by the draft and accepted; `chosen`: by the model itself. */
      readonly source: 'chosen' | 'given' | 'drafted';
      /** In [0, 1): where the coin fell. The same seed and index give the same coin on every device. */
      readonly coin: number;
      /** Best first. */
      readonly candidates?: readonly Candidate[];
      /** (vocab): the model's raw scores for this position. */
      readonly logits?: Float32Array;
      /** Natural logarithm of the chosen token's own probability; absent when the choice stayed on the device. */
      readonly logprob?: number;
    }
  | { readonly type: 'generation-end'; readonly at: number; readonly reason: EndReason };
