import type { GenerateRequest } from '@/lib/engine/generation/events';

/** Beginnings the writer goes on from, in turn; the first is the recorded one (scripts/record.mjs). */
const beginnings: readonly string[] = [
  'Once upon a time, there was a little girl named Lily.',
  'One day, a little bear found a big box in the forest.',
  'Tom had a red boat.',
  'There was an old tree who could talk.',
  'The moon was sad.',
];

const storyTokens = 220;

/** Of the recorded story: picked by reading (`npm run recordings -- audition`); nothing else is chosen about it. */
export const recordedSeed = 4;

/** Story `number`, from 0, told with the coins of `seed`. */
export function storyRequest(number: number, seed: number): GenerateRequest {
  return { prompt: beginnings[number % beginnings.length], sampling: { temperature: 0.8, topK: 40, topP: 1, seed }, maxTokens: storyTokens };
}

/** A seed nobody chose, for a text nobody has read before. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
