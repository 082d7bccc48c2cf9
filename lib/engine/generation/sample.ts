/** How the next token is drawn from the logits. */
export interface Sampling {
  /** Divides the logits; 0 is greedy: the best token always. */
  readonly temperature: number;
  /** Keep the k best tokens; 0 keeps all. */
  readonly topK: number;
  /** Keep the fewest best tokens whose probabilities reach p; 1 keeps all. */
  readonly topP: number;
  /** Same seed, same coins. An unsigned 32-bit integer. */
  readonly seed: number;
}

export const greedy: Sampling = { temperature: 0, topK: 0, topP: 1, seed: 0 };
