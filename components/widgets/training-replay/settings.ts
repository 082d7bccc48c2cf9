import type { LinkState } from '@/lib/engine-client/url-state';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { isSeed } from '../shared/seed';

/** What the reader can set. */
export interface ReplaySettings {
  /** Of the checkpoint: one of the stations’. */
  readonly step: number;
  readonly prompt: string;
  readonly seed: number;
}

/** Those of the recording, at the very beginning. */
export const startSettings: ReplaySettings = { step: 0, prompt: 'Once upon a time, there was a little', seed: 12 };

export const prompts: readonly string[] = [startSettings.prompt, 'The dog ran into the', 'Tom was sad because'];

/** Tokens of a sample. */
export const sampleTokens = 64;

/** The same for every checkpoint: the whole distribution, as the model’s generation_config.json recommends. An untrained model’s is all but even. */
export const requestOf = ({ prompt, seed }: Pick<ReplaySettings, 'prompt' | 'seed'>): GenerateRequest => ({ prompt, sampling: { temperature: 0.7, topK: 0, topP: 1, seed }, maxTokens: sampleTokens });

/** As a link carries it. */
export const linkOf = ({ step, prompt, seed }: ReplaySettings): LinkState => ({ prompt, settings: { step, seed } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ prompt, settings = {} }: LinkState, steps: readonly number[]): ReplaySettings {
  const { step, seed } = settings;
  return {
    step: steps.find((known) => known === step) ?? startSettings.step,
    prompt: prompt ?? startSettings.prompt,
    seed: typeof seed === 'number' && isSeed(seed) ? seed : startSettings.seed,
  };
}
