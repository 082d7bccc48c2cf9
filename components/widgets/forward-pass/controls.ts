import type { LinkState } from '@/lib/engine-client/url-state';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { greedy } from '@/lib/engine/pure';

/** Which head is looked through; both counted from 0, as in the engine. */
export interface HeadChoice {
  readonly layer: number;
  readonly head: number;
}

/** What the reader can set and a link carries. */
export interface ControlValues extends HeadChoice {
  readonly prompt: string;
}

/** Those of the recording. The head is one that looks mostly at the token just before: a picture with a pattern in it. */
export const startValues: ControlValues = { prompt: 'Once upon a time, there was a little', layer: 3, head: 4 };

/** In characters: a map of more tokens than this has cells too small to see. */
export const longestPrompt = 120;

export const goodPrompts: readonly string[] = [startValues.prompt, 'Tom gave his red ball to Lily because', 'The elephant opened the umbrella and'];

/** One pass over the prompt, looked into as it goes; of the scores the five best. */
export function requestOf(prompt: string): GenerateRequest {
  return { prompt, sampling: greedy, maxTokens: 1, candidates: 5, probes: { attention: 'all', stages: true } };
}

/** As a link carries it. */
export const linkOf = ({ prompt, layer, head }: ControlValues): LinkState => ({ prompt, settings: { layer, head } });

/** What a link says, with the start values for what it does not say or says wrongly. */
export function valuesOfLink({ prompt, settings = {} }: LinkState): ControlValues {
  const number = (name: 'layer' | 'head') => {
    const value = settings[name];
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 64 ? value : startValues[name];
  };
  return { prompt: prompt?.slice(0, longestPrompt) ?? startValues.prompt, layer: number('layer'), head: number('head') };
}
