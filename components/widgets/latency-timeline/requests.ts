import type { LinkState } from '@/lib/engine-client/url-state';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { promptLengths, promptOf, startLength } from './prompts';

/** Tokens that a run of the figure writes. */
const runTokens = 40;
/** Tokens that each run of the sweep writes: the first, and gaps enough for a median. */
const sweepTokens = 13;

export const startSeed = 5;

/** Candidates stay on the device: nothing is done that is not timed. */
export const runRequest = (length: number, turn: number, seed: number): GenerateRequest => ({
  prompt: promptOf(length, turn),
  sampling: { temperature: 0.8, topK: 40, topP: 1, seed },
  maxTokens: runTokens,
});

export const sweepRequest = (length: number, turn: number): GenerateRequest => ({ ...runRequest(length, turn, startSeed), maxTokens: sweepTokens });

/** As a link carries it. */
export const linkOf = (length: number): LinkState => ({ settings: { length } });

/** What a link says; the start for what it does not say or says wrongly. */
export const lengthOfLink = ({ settings = {} }: LinkState): number => promptLengths.find((length) => length === settings.length) ?? startLength;
