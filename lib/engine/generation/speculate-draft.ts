import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';

/** A model as far as a draft and its target must agree. */
export interface Vocabulary {
  readonly config: Pick<ModelConfig, 'vocab' | 'beginId' | 'stopId'>;
  readonly tokenizer: Pick<Tokenizer, 'vocab' | 'piece'>;
}

/**
 * Checks that a draft speaks the target's tokens: the same count, the same begin and stop token, the same bytes for every id.
 * @throws EngineError `invalid-request`
 */
export function checkDraft(target: Vocabulary, draft: Vocabulary): void {
  const counts = { targetVocab: target.config.vocab, draftVocab: draft.config.vocab };
  if (draft.config.vocab !== target.config.vocab || draft.tokenizer.vocab !== target.tokenizer.vocab) {
    throw refused(`The draft model has ${draft.config.vocab} tokens in its vocabulary, and this model ${target.config.vocab}`, counts);
  }
  if (draft.config.beginId !== target.config.beginId || draft.config.stopId !== target.config.stopId) {
    throw refused('The draft model begins or ends its texts with other tokens than this model', counts);
  }
  if (draft.tokenizer === target.tokenizer) return;
  for (let id = 0; id < target.tokenizer.vocab; id++) {
    const [own, other] = [target.tokenizer.piece(id), draft.tokenizer.piece(id)];
    if (own.text !== other.text || own.bytes.join() !== other.bytes.join()) {
      throw refused(`The draft model means “${other.text}” by token ${id}, and this model “${own.text}”`, { ...counts, token: id });
    }
  }
}

function refused(what: string, details: Readonly<Record<string, number>>): EngineError {
  return new EngineError('invalid-request', `${what}, so it cannot propose tokens.`, 'Choose a draft with the same tokenizer: this model at q4 or q2, or one distilled from it.', details);
}
