/** Tokens of every prompt, the begin token counted. */
export const promptTokens = 64;

/** Tokens of the run that warms up what is timed next. */
export const warmUpTokens = 8;

/** Gaps between tokens that do not count at the beginning of a timed run. */
export const warmUpGaps = 4;

/** By the median so many times as fast as by the mean: the page was kept from its messages, on a machine with too much to do. */
export const burst = 1.5;

/** Most tokens of each text where several are written at once. */
export const batchTokens = 64;

/** Texts that are written at once. */
export const batches = [8, 32];

/** Several texts may take so many times the seconds of one. */
export const batchSeconds = 2;

/** A stage that takes longer has failed: a runtime that hangs must not stop the others. */
export const stagePatienceMs = 60_000;
