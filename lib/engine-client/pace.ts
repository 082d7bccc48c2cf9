/** Tokens shown per second; `as-made`: as fast as the model writes, or with a recording's own gaps. */
export type Pace = number | 'as-made';

/** Readable, and slow enough to see that it is one token at a time. */
export const readablePace = 8;
