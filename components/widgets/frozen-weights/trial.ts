import type { BackendKind, GenerateRequest } from '@/lib/engine/generation/events';
import type { Fingerprint } from '@/lib/engine/generation/measurements';
import { largestSeed } from '../shared/seed';

/** What the reader tells the model first, at the start. */
export const startTold = 'My name is Ada. My dog is called Biscuit. My name is Ada.';

/** The last of the prompts: here it would show that something had stayed. */
export const lastPrompt = 'My name is';

/** Between them: beginnings to go on with. */
const others: readonly string[] = [
  'Once upon a time',
  'The little dog ran',
  'Tom was sad because',
  'In the forest there was',
  'Mum said,',
  'The red ball rolled',
  'One day, a bird',
  'Sara wanted to',
  'It was raining and',
  'The cat looked at',
  'Ben found a big',
  'At the park, the children',
  'The sun was',
  'Lily had a toy',
  'The king of the',
  'They all went home and',
  'A small fish swam',
  'The old tree',
];

/** All prompts of a trial, in order. */
export const promptsOf = (told: string): readonly string[] => [told, ...others, lastPrompt];

/** Tokens written for each. */
const answerTokens = 16;

/** Of the first prompt, at the start; each further one has the next. */
export const startSeed = 100;

export const requestOf = (prompt: string, place: number, seed = startSeed): GenerateRequest => ({ prompt, sampling: { temperature: 0.8, topK: 40, topP: 1, seed: (seed + place) % (largestSeed + 1) }, maxTokens: answerTokens });

/** One prompt, and what the model went on with. */
export interface Answer {
  readonly prompt: string;
  readonly text: string;
  /** It is all there. */
  readonly whole: boolean;
}

/** Fingerprint, prompts, fingerprint; and then of the weights one checkpoint on. */
export interface Trial {
  readonly engine: BackendKind | 'recorded';
  readonly device: string;
  readonly before: Fingerprint | null;
  readonly answers: readonly Answer[];
  readonly after: Fingerprint | null;
  readonly next: Fingerprint | null;
}

export const emptyTrial: Omit<Trial, 'engine' | 'device'> = { before: null, answers: [], after: null, next: null };

/** Prompts that have their whole text. */
export const answered = ({ answers }: Pick<Trial, 'answers'>): number => answers.filter(({ whole }) => whole).length;

/** The answers with one more piece of text for the prompt at a place. */
export function withText(answers: readonly Answer[], place: number, answer: Answer): readonly Answer[] {
  return [...answers.slice(0, place), answer, ...answers.slice(place + 1)];
}

/** Of each tensor, whether both fingerprints say the same of it; by the order of the first. */
export function compareTensors(one: Fingerprint, other: Fingerprint): readonly { readonly name: string; readonly same: boolean }[] {
  const hashes = new Map(other.tensors.map(({ name, sha256 }) => [name, sha256]));
  return one.tensors.map(({ name, sha256 }) => ({ name, same: hashes.get(name) === sha256 }));
}

/** A fingerprint in groups of eight digits, each with whether the other has the same there. */
export function groupsOf(sha256: string, other: string | null): readonly { readonly digits: string; readonly same: boolean }[] {
  return (sha256.match(/.{1,8}/g) ?? []).map((digits, place) => ({ digits, same: other === null || other.slice(8 * place, 8 * place + 8) === digits }));
}

/** A tensor’s name as a reader may say it: `layer 2, query`. */
export function spokenTensor(name: string): string {
  const layer = /layers\.(\d+)\.(?:self_attn\.|mlp\.)?(\w+?)(?:_proj)?\.weight/.exec(name);
  if (layer) return `layer ${Number(layer[1]) + 1}, ${partNames[layer[2]] ?? layer[2]}`;
  return name === 'model.embed_tokens.weight' ? 'embedding' : name === 'model.norm.weight' ? 'final norm' : name;
}

const partNames: Readonly<Record<string, string>> = { q: 'query', k: 'key', v: 'value', o: 'attention output', gate: 'gate', up: 'up', down: 'down', input_layernorm: 'first norm', post_attention_layernorm: 'second norm' };
