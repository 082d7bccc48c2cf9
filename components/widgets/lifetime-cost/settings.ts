import { chatLengths } from '@/content/text-lengths';
import type { LinkState } from '@/lib/engine-client/url-state';
import { presetOf } from './presets';

/** Every assumption, as a number. */
export interface LifetimeSettings {
  /** Key of the preset. */
  readonly model: string;
  readonly users: number;
  /** Dollars for a million tokens, read or written. */
  readonly cost: number;
  /** Of each user, a day. */
  readonly messages: number;
  /** Of each message. */
  readonly read: number;
  readonly written: number;
  /** Dollars for an hour of a device in training. */
  readonly rent: number;
}

/** What each number may be. */
export const ranges = {
  users: { min: 1_000, max: 1_000_000_000, whole: true },
  cost: { min: 0.01, max: 100 },
  messages: { min: 0.01, max: 10_000 },
  read: { min: 0, max: 1_000_000, whole: true },
  written: { min: 1, max: 1_000_000, whole: true },
  rent: { min: 0.01, max: 100 },
} as const;

/** As at the start with this model: what depends on it is set anew. */
export function settingsFor(model: string, before: Omit<LifetimeSettings, 'model' | 'cost' | 'rent'>): LifetimeSettings {
  const preset = presetOf(model)!;
  return { ...before, model, cost: preset.startCost, rent: preset.rent.price };
}

export const startSettings: LifetimeSettings = settingsFor('llama-3.1-70b', { users: 1_000_000, messages: 10, read: chatLengths.prompt.value, written: chatLengths.answer.value });

/** The sliders run in hundredths of a power of ten. */
export const stepOf = (value: number): number => Math.round(Math.log10(value) * 100);
/** A value with two figures. */
export const valueAt = (step: number): number => Number((10 ** (step / 100)).toPrecision(2));

export const linkOf = (settings: LifetimeSettings): LinkState => ({ settings: { ...settings } });

/** What a link says, with the start settings for what it does not say or says wrongly. */
export function settingsOfLink({ settings = {} }: LinkState): LifetimeSettings {
  const model = presetOf(settings.model)?.key ?? startSettings.model;
  const start = settingsFor(model, startSettings);
  const within = (key: keyof typeof ranges): number => {
    const { min, max, ...rest } = ranges[key];
    const said = settings[key];
    return typeof said === 'number' && said >= min && said <= max && (!('whole' in rest) || Number.isInteger(said)) ? said : start[key];
  };
  return { model, users: within('users'), cost: within('cost'), messages: within('messages'), read: within('read'), written: within('written'), rent: within('rent') };
}
