import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors';
import { checkDraft, type Vocabulary } from './speculate-draft';

function vocabulary(texts: readonly string[], changes: Partial<Vocabulary['config']> = {}): Vocabulary {
  const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
  return {
    config: { vocab: texts.length, beginId: 0, stopId: 1, ...changes },
    tokenizer: { vocab: texts.length, piece: (id) => ({ id, text: texts[id], bytes: bytes(texts[id]), whole: true }) },
  };
}

const texts = ['<begin>', '<end>', 'Once', ' upon', ' a', ' time'];
const target = vocabulary(texts);

function refusal(draft: Vocabulary): EngineError {
  try {
    checkDraft(target, draft);
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
  }
  throw new Error('it was not refused');
}

describe('a draft', () => {
  test('with the same tokens is taken, from the same tokenizer or a copy', () => {
    expect(() => checkDraft(target, { ...target })).not.toThrow();
    expect(() => checkDraft(target, vocabulary(texts))).not.toThrow();
  });

  test('with a vocabulary of another size is refused, with both sizes', () => {
    const error = refusal(vocabulary(texts.slice(0, 5)));
    expect(error.code).toBe('invalid-request');
    expect(error.details).toEqual({ targetVocab: 6, draftVocab: 5 });
    expect(error.message).toContain('5 tokens');
  });

  test('with padding rows in the model but fewer tokens in the tokenizer is refused', () => {
    expect(refusal({ config: { vocab: 6, beginId: 0, stopId: 1 }, tokenizer: vocabulary(texts.slice(0, 5)).tokenizer }).code).toBe('invalid-request');
  });

  test.for([[{ beginId: 2 }], [{ stopId: 0 }]])('that begins or ends otherwise is refused: %o', ([changes]) => {
    expect(refusal(vocabulary(texts, changes)).message).toContain('begins or ends');
  });

  test('with as many tokens but another meaning is refused, and the token named', () => {
    const error = refusal(vocabulary(['<begin>', '<end>', 'Once', ' upon', ' a', ' place']));
    expect(error.details.token).toBe(5);
    expect(error.message).toContain('“ place”');
    expect(error.remedy).toMatch(/\.$/);
  });
});
