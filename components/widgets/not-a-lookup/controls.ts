import type { LinkState } from '@/lib/engine-client/url-state';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { isSeed, largestSeed } from '../shared/seed';
import { mostTokens } from './room';

/** What the reader can set. */
export interface ControlValues {
  readonly prompt: string;
  /** Of the first text; the second has the next one. */
  readonly seed: number;
}

/** Those of the recording. */
export const startValues: ControlValues = { prompt: 'The elephant opened the umbrella and', seed: 24 };

/** In characters. */
export const longestPrompt = 200;

export const goodPrompts: readonly string[] = [startValues.prompt, 'Once upon a time, there was a little', 'The robot and the strawberry'];

export const secondSeed = (seed: number): number => (seed === largestSeed ? 0 : seed + 1);

/** The same request but for the coins. */
export function requestOf(prompt: string, seed: number): GenerateRequest {
  return { prompt, sampling: { temperature: 0.8, topK: 40, topP: 1, seed }, maxTokens: mostTokens };
}

/** As a link carries it. */
export const linkOf = ({ prompt, seed }: ControlValues, length: number): LinkState => ({ prompt, settings: { seed, length } });

/** What a link says, with the start values for what it does not say or says wrongly. */
export function valuesOfLink({ prompt, settings = {} }: LinkState): ControlValues & { readonly length: number } {
  const { seed, length } = settings;
  return {
    prompt: prompt?.slice(0, longestPrompt) ?? startValues.prompt,
    seed: typeof seed === 'number' && isSeed(seed) ? seed : startValues.seed,
    length: typeof length === 'number' && Number.isInteger(length) && length >= 1 && length <= mostTokens ? length : mostTokens,
  };
}
