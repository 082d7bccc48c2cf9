import type { LinkState } from '@/lib/engine-client/url-state';
import type { GenerateRequest } from '@/lib/engine/generation/events';
import { isSeed } from '../shared/seed';

/** What the reader can set. */
export interface ControlValues {
  readonly prompt: string;
  /** The prompt is too long for the model, and the reader let it read only the end. */
  readonly cut: boolean;
  readonly temperature: number;
  /** 0: off. */
  readonly topK: number;
  /** 1: off. */
  readonly topP: number;
  readonly seed: number;
}

/** Those of the recording: Run, without anything touched, writes live what was recorded. */
export const startValues: ControlValues = { prompt: 'Once upon a time', cut: false, temperature: 0.8, topK: 40, topP: 1, seed: 12 };

/** The sizes top-k moves through; 0, off, at the end. */
export const topKStops: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 100, 200, 500, 1000, 0];

export const highestTemperature = 2;

/** Tokens of a run in this figure. */
const mostTokens = 120;

export const goodPrompts: readonly string[] = [
  'Once upon a time',
  'The elephant opened the umbrella and',
  'The capital of France is',
  '"I can fly," said the little frog. "Look at',
];

export function requestOf({ prompt, cut, temperature, topK, topP, seed }: ControlValues): GenerateRequest {
  return { prompt, sampling: { temperature, topK, topP, seed }, maxTokens: mostTokens, candidates: 10, keepLogits: true, ...(cut && { cutPrompt: true }) };
}

/** As a link carries it. */
export function linkOf({ prompt, cut, temperature, topK, topP, seed }: ControlValues, tokens: readonly number[]): LinkState {
  return { prompt, settings: { temperature, topK, topP, seed, ...(cut && { cut }) }, tokens };
}

/** What a link says, with the start values for what it does not say or says wrongly. */
export function valuesOfLink({ prompt, settings = {} }: LinkState): ControlValues {
  const number = (name: 'temperature' | 'topK' | 'topP' | 'seed', isGood: (value: number) => boolean) => {
    const value = settings[name];
    return typeof value === 'number' && isGood(value) ? value : startValues[name];
  };
  return {
    prompt: prompt ?? startValues.prompt,
    cut: settings.cut === true,
    temperature: number('temperature', (value) => value >= 0 && value <= highestTemperature),
    topK: number('topK', (value) => Number.isInteger(value) && value >= 0),
    topP: number('topP', (value) => value > 0 && value <= 1),
    seed: number('seed', isSeed),
  };
}

/** The controls after a change: another prompt is not cut unless the reader says so again. */
export function changed(values: ControlValues, change: Partial<ControlValues>): ControlValues {
  return { ...values, ...(change.prompt !== undefined && { cut: false }), ...change };
}

/** Position of the slider for a top-k, which may come from a link: the stop nearest above. */
export function topKStop(topK: number): number {
  const found = topKStops.findIndex((stop) => stop === 0 || (topK > 0 && stop >= topK));
  return topK === 0 ? topKStops.length - 1 : found;
}
