import type { SourceId } from './sources';

/** How long texts are in tokens, as somebody has counted. */
interface TextLength {
  readonly what: string;
  readonly value: number;
  readonly unit: 'characters/token' | 'tokens';
  readonly source: SourceId;
  readonly note?: string;
}

/** Llama 3’s vocabulary of 128,000 tokens, on its makers’ sample of English. Others differ, and so do other texts and languages. */
export const charactersPerToken = {
  what: 'Llama 3: characters of English in a token',
  value: 3.94,
  unit: 'characters/token',
  source: 'llama-3',
  note: 'section 3.2; 3.17 with the vocabulary of Llama 2',
} as const satisfies TextLength;

const azure = { unit: 'tokens', source: 'vidur-traces', note: '19,366 requests in 2023' } as const;

/** What a chat service is asked and answers, on average. A conversation is read again from its beginning with every message. */
export const chatLengths = {
  prompt: { what: 'Azure’s trace of a chat service: tokens of a prompt, mean', value: 1_155, ...azure },
  answer: { what: 'Azure’s trace of a chat service: tokens of an answer, mean', value: 211, ...azure },
} as const satisfies Record<string, TextLength>;

export const textLengths: readonly TextLength[] = [charactersPerToken, chatLengths.prompt, chatLengths.answer];
