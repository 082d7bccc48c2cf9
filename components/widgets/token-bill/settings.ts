import { type LinkState, longestPrompt } from '@/lib/engine-client/url-state';
import { charactersIn, priceOf, type Use } from './bill';
import { examples } from './examples';

/** What the reader can set. */
export interface BillSettings extends Use {
  /** Keys of the models on the bill, in their order; never none. */
  readonly models: readonly string[];
}

/** What each number may be. */
export const ranges = {
  answerTokens: { min: 0, max: 1_000_000, whole: true },
  cachedPercent: { min: 0, max: 100 },
  users: { min: 0, max: 10_000_000_000, whole: true },
  messages: { min: 0, max: 100_000 },
  days: { min: 1, max: 3_660, whole: true },
} as const;

export const mostModels = 6;

export const startSettings: BillSettings = {
  prompt: examples[0].text,
  answerTokens: 150,
  cachedShare: 0,
  users: 10_000,
  messages: 10,
  days: 30,
  models: ['gpt-5', 'gpt-5-nano', 'claude-sonnet-4.5', 'llama-3.1-8b-together-ai'],
};

/** As a link carries it: without a prompt that is too long for one. */
export function linkOf({ prompt, models, ...numbers }: BillSettings): LinkState {
  return { ...(charactersIn(prompt) <= longestPrompt && { prompt }), settings: { ...numbers, models: models.join(' ') } };
}

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ prompt, settings = {} }: LinkState): BillSettings {
  const within = (said: unknown, { min, max, whole }: { readonly min: number; readonly max: number; readonly whole?: boolean }, otherwise: number): number =>
    typeof said === 'number' && said >= min && said <= max && (!whole || Number.isInteger(said)) ? said : otherwise;
  const models = typeof settings.models === 'string' ? [...new Set(settings.models.split(' '))].filter((key) => priceOf(key) !== undefined).slice(0, mostModels) : [];
  return {
    prompt: prompt ?? startSettings.prompt,
    answerTokens: within(settings.answerTokens, ranges.answerTokens, startSettings.answerTokens),
    cachedShare: within(settings.cachedShare, { min: 0, max: 1 }, startSettings.cachedShare),
    users: within(settings.users, ranges.users, startSettings.users),
    messages: within(settings.messages, ranges.messages, startSettings.messages),
    days: within(settings.days, ranges.days, startSettings.days),
    models: models.length > 0 ? models : startSettings.models,
  };
}
