import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { GenerateRequest } from './events';

/** A request that has been through the door: every number checked, the prompt in tokens. */
export interface CheckedRequest extends Required<Omit<GenerateRequest, 'cutPrompt' | 'cache' | 'speculate' | 'probes'>> {
  /** The begin token, then the prompt's. */
  readonly promptIds: readonly number[];
  readonly cutTokens: number;
}

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}

/**
 * Checks a request against a model.
 * @throws EngineError `invalid-request`; `prompt-too-long` with `tokens` and `limit`, unless the prompt may be cut
 */
export function checkRequest(request: GenerateRequest, config: ModelConfig, tokenizer: Tokenizer): CheckedRequest {
  const { prompt, given = [], sampling, maxTokens, candidates = 0, keepLogits = false } = request;
  const { temperature, topK, topP, seed } = sampling;
  if (typeof prompt !== 'string') throw invalid('The prompt is not text.', 'Give a text to continue.');
  if (!(temperature >= 0 && temperature <= 100)) throw invalid(`A temperature of ${temperature} means nothing.`, 'Choose one from 0 to 100.');
  if (!Number.isSafeInteger(topK) || topK < 0) throw invalid(`Top-k is ${topK}.`, 'Choose a whole number; 0 keeps all tokens.');
  if (!(topP > 0 && topP <= 1)) throw invalid(`Top-p is ${topP}.`, 'Choose a number above 0, up to 1; 1 keeps all tokens.');
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > 0xffff_ffff) throw invalid(`The seed is ${seed}.`, 'Choose a whole number from 0 to 4,294,967,295.');
  if (!Number.isSafeInteger(maxTokens) || maxTokens < 0) throw invalid(`The length asked for is ${maxTokens}.`, 'Choose a whole number of tokens.');
  if (!Number.isSafeInteger(candidates) || candidates < 0) throw invalid(`The number of candidates is ${candidates}.`, 'Choose a whole number; 0 asks for none.');
  if (!given.every((id) => Number.isSafeInteger(id) && id >= 0 && id < config.vocab)) {
    throw invalid('The tokens to continue from are not tokens of this model.', 'The link may have been cut or made for another model. Start the text anew.');
  }
  const announceFrom = request.announceFrom ?? 0;
  if (!Number.isSafeInteger(announceFrom) || announceFrom < 0 || announceFrom > given.length) throw invalid(`announceFrom is ${announceFrom}.`, `Choose a whole number up to ${given.length}.`);

  const { ids, cutTokens } = promptTokens(prompt, config, tokenizer, request.cutPrompt ? maxTokens : undefined);
  return {
    prompt,
    given,
    announceFrom,
    sampling,
    maxTokens,
    candidates: Math.min(candidates, config.vocab),
    keepLogits,
    promptIds: [config.beginId, ...ids],
    cutTokens,
  };
}

/** The prompt's tokens; its last ones only, if it may be cut to leave room for `room` new ones (or a quarter of the context). */
function promptTokens(prompt: string, config: ModelConfig, tokenizer: Tokenizer, room: number | undefined) {
  const ids = tokenizer.encode(prompt);
  const limit = config.contextLength - 1; // the begin token takes one place
  if (ids.length <= limit) return { ids, cutTokens: 0 };
  if (room === undefined) {
    throw new EngineError(
      'prompt-too-long',
      `Your text is ${ids.length} tokens long; this model reads ${limit} at most.`,
      'Shorten it, or let the model read only its end.',
      { tokens: ids.length, limit },
    );
  }
  const keep = Math.max(limit - Math.min(room, Math.floor(config.contextLength / 4)), 1);
  return { ids: ids.slice(ids.length - keep), cutTokens: ids.length - keep };
}
