import type { GenerationEvent, TokenPiece } from '@/lib/engine/generation/events';
import type { Sampling } from '@/lib/engine/generation/sample';

/** Made-up events for tests of what reads them. */

export const sampling: Sampling = { temperature: 0.8, topK: 40, topP: 1, seed: 1 };

export function pieceOf(id: number): TokenPiece {
  const text = ` t${id}`;
  return { id, bytes: [...new TextEncoder().encode(text)], text, whole: true };
}

export function start(prompt = 'Once', over: Partial<Extract<GenerationEvent, { type: 'generation-start' }>> = {}): GenerationEvent {
  return {
    type: 'generation-start',
    at: 0,
    model: 'fake',
    backend: 'cpu',
    precision: 'f32',
    device: 'a test',
    prompt,
    promptPieces: [pieceOf(0)],
    cutTokens: 0,
    sampling,
    maxTokens: 10,
    contextLength: 512,
    ...over,
  };
}

export function token(index: number, id = 100 + index, over: Partial<Extract<GenerationEvent, { type: 'token' }>> = {}): GenerationEvent {
  return { type: 'token', at: 20 + index * 10, index, id, text: ` t${id}`, piece: pieceOf(id), source: 'chosen', coin: 0.5, ...over };
}

export const prefill: readonly GenerationEvent[] = [
  { type: 'prefill-start', at: 1, computedTokens: 1, reusedTokens: 0 },
  { type: 'prefill-end', at: 10 },
];

export function end(reason: Extract<GenerationEvent, { type: 'generation-end' }>['reason'] = 'max-tokens', at = 200): GenerationEvent {
  return { type: 'generation-end', at, reason };
}

/** A whole run of `count` tokens. */
export function wholeRun(count: number, prompt = 'Once'): GenerationEvent[] {
  return [start(prompt), ...prefill, ...Array.from({ length: count }, (_, index) => token(index)), end()];
}
