import file from './work.json';

/** What every contestant of `npm run bench` is asked to do, for a browser that wants to do the same: `work.json`, written by the command. */
export interface BenchWork {
  /** Of every prompt, the begin token counted. */
  readonly promptTokens: number;
  /** The one text: so many greedy tokens, but no longer than so many seconds. */
  readonly tokens: number;
  readonly seconds: number;
  /** Of the text that warms up. */
  readonly warmUpTokens: number;
  /** Gaps between tokens at the beginning that do not count. */
  readonly warmUpGaps: number;
  /** Several texts at once: each so long, all together no longer than so many seconds. */
  readonly togetherTokens: number;
  readonly togetherSeconds: number;
  readonly prompt: string;
  /** Each begins with another word, so that nothing of one can be reused for the next: the first warms up, the rest are timed. */
  readonly others: readonly string[];
  readonly together: readonly string[];
  /** As many others, written before those that are timed. */
  readonly togetherWarmUp: readonly string[];
}

export const benchWork: BenchWork = file;
