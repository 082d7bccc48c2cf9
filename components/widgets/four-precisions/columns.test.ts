import { describe, expect, it } from 'vitest';
import type { GenerationEvent } from '@/lib/engine/generation/events';
import type { Precision } from '@/lib/engine/generation/precision';
import { compared, type Comparison, nothing, partsFromWidest } from './columns';

const token = (index: number, id: number, at: number) => ({ type: 'token', index, id, at, text: ` ${id}` }) as unknown as GenerationEvent;
const end: GenerationEvent = { type: 'generation-end', at: 0, reason: 'max-tokens' };

function written(before: Comparison, precision: Precision, ids: readonly number[], gapMs = 10): Comparison {
  const events = [{ type: 'generation-start' } as GenerationEvent, ...ids.map((id, index) => token(index, id, 5 + index * gapMs)), end];
  return events.reduce((comparison, event) => compared(comparison, { type: 'event', precision, event }), before);
}

const columnOf = ({ columns }: Comparison, precision: Precision) => columns.find((column) => column.precision === precision)!;

describe('a comparison', () => {
  it('has a column for each precision, widest first, and nothing in it at first', () => {
    expect(nothing.columns.map(({ precision }) => precision)).toEqual(['f32', 'f16', 'q8', 'q4', 'q2']);
    expect(nothing.columns.every(({ tokens, stored, quality }) => tokens.length === 0 && !stored && !quality)).toBe(true);
  });

  it('gathers each text in its column, and times it behind a warm-up', () => {
    const ids = Array.from({ length: 20 }, (_, index) => index);
    const after = written(written(nothing, 'f32', ids), 'q4', [0, 1, 7], 10);
    expect(columnOf(after, 'f32')).toMatchObject({ isWritten: true, tokensPerSecond: 100 });
    expect(columnOf(after, 'q4')).toMatchObject({ isWritten: true, tokensPerSecond: null });
    expect(columnOf(after, 'q4').tokens.map(({ text }) => text).join('')).toBe(' 0 1 7');
    expect(columnOf(after, 'q8').tokens).toEqual([]);
  });

  it('finds the first token that differs from f32’s, and none where a text is only shorter', () => {
    const after = written(written(written(nothing, 'f32', [1, 2, 3]), 'q4', [1, 2, 4]), 'q8', [1, 2]);
    expect(after.columns.map((column) => partsFromWidest(after, column))).toEqual([null, null, null, 2, null]);
  });

  it('takes f32 as the truth: no divergence from itself', () => {
    const others = [0.1, 0.2, 0.3, 0.4].map((kl) => ({ perplexity: 17 + kl, kl, top1Agreement: 1 - kl }));
    const after = compared(nothing, { type: 'scored', result: { tokens: 1, characters: 1, texts: [], perplexity: 17, others } });
    expect(after.columns.map(({ quality }) => quality)).toEqual([{ perplexity: 17, kl: 0, top1Agreement: 1 }, ...others]);
  });
});
