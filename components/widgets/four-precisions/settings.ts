import type { GenerateRequest } from '@/lib/engine/generation/events';
import type { Precision, PrecisionPlan } from '@/lib/engine/generation/precision';
import type { LinkState } from '@/lib/engine-client/url-state';
import { isSeed } from '../shared/seed';

/** How weights share scales: 32 neighbours, a row of the matrix, the whole matrix; `plain`: the whole matrix, and no better scale is searched for than the obvious one. */
export type Sharing = '32' | 'row' | 'tensor' | 'plain';

/** What the reader can set. */
export interface Settings {
  readonly prompt: string;
  readonly seed: number;
  readonly sharing: Sharing;
  /** Which of the evaluation stories are scored: a few of them, or all. */
  readonly stories: 'few' | 'all';
}

export const sharings: readonly { readonly value: Sharing; readonly label: string }[] = [
  { value: '32', label: '32' },
  { value: 'row', label: 'a row' },
  { value: 'tensor', label: 'a matrix' },
  { value: 'plain', label: 'a matrix, plainly' },
];

/** Those of the recording. */
export const startSettings: Settings = { prompt: 'Once upon a time, there was a little', seed: 3, sharing: '32', stories: 'few' };

export const goodPrompts: readonly string[] = [startSettings.prompt, 'Tom had a red boat. One day', 'The cat was sad because', 'There was an old tree who could talk. It said'];

/** Tokens of each text. */
const mostTokens = 48;

export const requestOf = ({ prompt, seed }: Pick<Settings, 'prompt' | 'seed'>): GenerateRequest => ({ prompt, sampling: { temperature: 0.8, topK: 40, topP: 1, seed }, maxTokens: mostTokens, cutPrompt: true });

/** How the engine is to store the weights. */
export function planOf(precision: Precision, sharing: Sharing): PrecisionPlan {
  if (sharing === '32') return { precision };
  return sharing === 'plain' ? { precision, block: 'tensor', rounding: 'nearest' } : { precision, block: sharing };
}

/** Tells a run's settings from those of another. */
export const keyOf = ({ prompt, seed, sharing, stories }: Settings): string => JSON.stringify([prompt, seed, sharing, stories]);

/** As a link carries it. */
export const linkOf = ({ prompt, seed, sharing, stories }: Settings): LinkState => ({ prompt, settings: { seed, sharing, stories } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ prompt, settings = {} }: LinkState): Settings {
  const { seed, sharing, stories } = settings;
  return {
    prompt: prompt ?? startSettings.prompt,
    seed: typeof seed === 'number' && isSeed(seed) ? seed : startSettings.seed,
    sharing: sharings.find(({ value }) => value === sharing)?.value ?? startSettings.sharing,
    stories: stories === 'all' ? 'all' : 'few',
  };
}
