/**
 * Why a prediction is far off, by the row's id, in a sentence for a reader. Written by hand: known reasons only, so a row may be far off
 * and have none.
 */
export const missReasons: Readonly<Record<string, string>> = {};
