/** A text and its tokens, the begin token first. */
export interface Prompt {
  readonly text: string;
  readonly ids: readonly number[];
}

/** What a page is asked to load; it stands in the page's address. */
export interface Setup {
  readonly backend: 'webgpu' | 'cpu' | 'wasm';
  readonly precision: 'f32' | 'f16' | 'q8' | 'q4';
  /** Processor threads; null: as many as the runtime takes by itself. */
  readonly threads: number | null;
  /** The text whose first token ends the first stage. */
  readonly prompt: Prompt;
}

/** How far to write. */
export interface Limit {
  readonly tokens: number;
  /** Stop after the token that comes later than this. */
  readonly seconds: number;
}

/** One token as it came out: its id, or its text where the runtime tells no ids. */
export type WrittenToken = number | string;

/** A runtime with its model loaded. One run at a time. */
export interface Loaded {
  /** Name and version of what computes, as it tells them itself. */
  readonly version: string;
  /** Processor threads it really uses. */
  readonly threads: number;
  /**
   * Continues the prompt greedily until the limit or an end token, reading the whole prompt anew.
   * @param onToken called on the page for each token, as soon as it is known there; an end token is not told
   */
  write(prompt: Prompt, limit: Limit, onToken: (token: WrittenToken) => void): Promise<void>;
  /** Makes ready to write `rows` texts at once, after which `write` is asked no more. */
  batch(rows: number): Promise<WriteBatch>;
}

/** Continues all prompts at once, greedily. `onTokens` is told how many tokens came. */
export type WriteBatch = (prompts: readonly Prompt[], limit: Limit, onTokens: (count: number) => void) => Promise<void>;

/** Loads a runtime and the model as the setup says. @throws where it cannot, in words */
export type Load = (setup: Setup) => Promise<Loaded>;
