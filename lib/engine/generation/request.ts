import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { GenerateRequest } from './events';
import { checkProbeRequest } from './probe-request';

/** A request that has been through the door: every number checked, the prompt in tokens. */
export interface CheckedRequest extends Required<Omit<GenerateRequest, 'cutPrompt' | 'speculate' | 'probes'>>, Pick<GenerateRequest, 'speculate' | 'probes'> {
  /** The begin token, then the prompt's. */
  readonly promptIds: readonly number[];
  readonly cutTokens: number;
}

/** Tokens that a draft may propose at a time: more are hardly ever taken. */
const mostProposals = 16;

/** Somebody wants to see the logits of each token. */
export const needsLogits = ({ candidates, keepLogits }: CheckedRequest): boolean => candidates > 0 || keepLogits;

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

  checkManner(request);
  if (request.probes) checkProbeRequest(request.probes, config);

  const { ids, cutTokens } = promptTokens(prompt, config, tokenizer, request.cutPrompt ? maxTokens : undefined);
  return {
    prompt,
    given,
    announceFrom,
    sampling,
    maxTokens,
    candidates: Math.min(candidates, config.vocab),
    keepLogits,
    cache: request.cache ?? true,
    ...(request.speculate && { speculate: request.speculate }),
    ...(request.probes && { probes: request.probes }),
    promptIds: [config.beginId, ...ids],
    cutTokens,
  };
}

/** With or without cache, draft and probes: which of them go together. */
function checkManner({ cache = true, speculate, probes }: GenerateRequest): void {
  if (typeof cache !== 'boolean') throw invalid(`The setting for the cache is ${String(cache)}.`, 'Choose true or false.');
  if (!speculate) return;
  const { tokens } = speculate;
  if (!Number.isSafeInteger(tokens) || tokens < 1 || tokens > mostProposals) throw invalid(`The draft is asked for ${tokens} tokens at a time.`, `Choose from 1 to ${mostProposals}.`);
  if (!cache) throw invalid('A draft proposes nothing while the cache is off.', 'Turn the cache on, or the draft off.');
  if (probes) throw invalid('A run with a draft cannot be looked into: several tokens are checked in one pass.', 'Turn the draft off, or ask for no probes.');
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
