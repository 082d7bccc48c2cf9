import type { BackendKind, GenerateRequest, Precision } from '@/lib/engine/generation/events';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import { largestSeed } from '../shared/seed';

/** What the frozen weights are asked. */
export interface WritingSettings {
  readonly prompt: string;
  readonly temperature: number;
  readonly precision: Precision;
  readonly seed: number;
}

/** As the samples in training: nearly the model’s own probabilities, and the weights as they are in the file. */
export const startWriting: WritingSettings = { prompt: 'Ma', temperature: 0.8, precision: 'f16', seed: 1 };

/** Characters, where the prompt leaves no room for more. */
const leastWritten = 8;

/** So often, before the fingerprint is taken again. */
export const timesAsked = 20;

/** One text: what it went on from, and what it went on with. */
export interface FrozenAnswer {
  readonly prompt: string;
  readonly text: string;
  /** It is all there. */
  readonly whole: boolean;
}

/** Weights of one step: their fingerprint when they were frozen, the texts that they wrote, the fingerprint after them; and that of one step on. */
export interface FrozenTrial {
  /** Steps done when they were frozen. */
  readonly step: number;
  readonly engine: BackendKind | 'recorded' | 'none';
  readonly device: string;
  /** Of the weights that the fingerprints are of: other precisions are other bytes. */
  readonly precision: Precision;
  readonly before: Fingerprint | null;
  readonly answers: readonly FrozenAnswer[];
  readonly after: Fingerprint | null;
  /** Of training’s next step, and which step that is. */
  readonly nextStep: number;
  readonly next: Fingerprint | null;
}

export const emptyTrial: FrozenTrial = { step: 0, engine: 'none', device: '', precision: 'f16', before: null, answers: [], after: null, nextStep: 1, next: null };

/** Texts that are whole. */
export const answeredTexts = ({ answers }: Pick<FrozenTrial, 'answers'>): number => answers.filter(({ whole }) => whole).length;

/**
 * The request for one of the texts: each has coins of its own.
 * @param contextLength in characters: what the model can hold, its prompt and its begin token included
 */
export function requestOf({ prompt, temperature, seed }: WritingSettings, place: number, contextLength: number): GenerateRequest {
  const room = contextLength - 1 - Array.from(prompt).length;
  // Of a prompt longer than that it sees the end.
  return { prompt, sampling: { temperature, topK: 0, topP: 1, seed: (seed + place) % (largestSeed + 1) }, maxTokens: Math.max(leastWritten, room), cutPrompt: true };
}

/** The last answer replaced by itself with more text; or a new one. */
export function withAnswer(answers: readonly FrozenAnswer[], place: number, answer: FrozenAnswer): readonly FrozenAnswer[] {
  return [...answers.slice(0, place), answer, ...answers.slice(place + 1)];
}
