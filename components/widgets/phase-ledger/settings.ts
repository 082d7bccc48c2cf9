import type { LinkState } from '@/lib/engine-client/url-state';
import { answerLengths } from './ledger';

/** What the reader can set. */
export interface LedgerSettings {
  /** A model’s name. */
  readonly model: string;
  /** Tokens of one answer, read and written together. */
  readonly answerTokens: number;
}

export const startSettings: LedgerSettings = { model: 'pocket-5m', answerTokens: 200 };

/** As a link carries it. */
export const linkOf = ({ model, answerTokens }: LedgerSettings): LinkState => ({ settings: { model, answerTokens } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState, models: readonly string[]): LedgerSettings {
  return {
    model: models.find((name) => name === settings.model) ?? startSettings.model,
    answerTokens: answerLengths.find((tokens) => tokens === settings.answerTokens) ?? startSettings.answerTokens,
  };
}
