import { EngineError } from '../errors';
import type { GenerateRequest, GenerationEvent } from '../generation/events';
import { planReading } from '../generation/reading-plan';
import { checkRequest, needsLogits, type CheckedRequest } from '../generation/request';
import { coinAt } from '../generation/sample';
import { Story, type Teller } from '../generation/story';
import type { ForeignConfig } from './foreign-config';
import type { PromptWriter } from './foreign-prompt';
import type { ForeignRunner } from './foreign-runner';
import { sampleLarge } from './large-vocabulary';

/** What a run needs to know of the engine it runs on. */
export interface ForeignHost extends Teller {
  readonly runner: ForeignRunner;
  readonly prompts: PromptWriter;
  readonly config: ForeignConfig;
}

/**
 * Checks a request; numbers as our own engine does.
 * @throws EngineError `invalid-request`; `prompt-too-long` unless the prompt may be cut
 */
export function checkForeignRequest(request: GenerateRequest, { config, tokenizer, prompts }: ForeignHost): CheckedRequest {
  if (request.speculate) throw new EngineError('invalid-request', 'transformers.js drafts no tokens here.', 'Choose this page’s own engine for speculative decoding.');
  if (request.probes) throw new EngineError('invalid-request', 'transformers.js lets nobody look inside its forward pass.', 'Choose this page’s own engine for probes.');
  if (typeof request.prompt !== 'string') throw new EngineError('invalid-request', 'The prompt is not text.', 'Give a text.');
  // The prompt is split here, with the model's own begin token or template.
  const checked = checkRequest({ ...request, prompt: '' }, config, tokenizer);
  const { ids, cutTokens } = prompts.write(request.prompt, request.cutPrompt ? request.maxTokens : undefined);
  return { ...checked, prompt: request.prompt, promptIds: ids, cutTokens };
}

/**
 * One run on the library's forward pass, told as the events of our own engine and drawn with the same coins.
 * Ends at any of the model's end tokens, at `maxTokens`, when the context is full, or when aborted.
 */
export async function* generateForeign(host: ForeignHost, request: CheckedRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
  const { runner, config } = host;
  const { cache, sampling } = request;
  const begin = performance.now();
  const story = new Story(host, request, () => performance.now() - begin);
  yield story.start();

  const { given, announced, read, logitsFrom, mostTokens, reasonAtMost } = planReading(request, config, config.stopIds);
  const shown = needsLogits(request);
  const ids = [...read];
  if (!cache) runner.forget();
  const reusedTokens = runner.reusable(ids, logitsFrom);
  const invalidatedTokens = reusedTokens === 0 ? Math.min(runner.heldTokens, ids.length) : 0;
  yield { type: 'prefill-start', at: story.at(), computedTokens: ids.length - reusedTokens, reusedTokens, invalidatedTokens };
  const rows = await runner.read(ids, logitsFrom, signal);
  if (!rows) return yield story.end('aborted');
  yield { type: 'prefill-end', at: story.at() };
  yield* story.given(given, announced, shown ? rows : undefined);

  let logits = rows[rows.length - 1];
  const last = given.length + mostTokens;
  for (let index = given.length; index < last; index++) {
    if (signal?.aborted) return yield story.end('aborted');
    const id = sampleLarge(logits, sampling, coinAt(sampling.seed, index));
    ids.push(id);
    yield story.token(index, { id, source: 'chosen', logits: shown ? logits : undefined });
    if (config.stopIds.includes(id)) return yield story.end('stop-token');
    if (signal?.aborted) return yield story.end('aborted');
    if (index + 1 === last) break;
    logits = cache ? await runner.extend(id) : (await readAnew(runner, ids))[0];
  }
  yield story.end(reasonAtMost);
}

async function readAnew(runner: ForeignRunner, ids: readonly number[]): Promise<Float32Array[]> {
  runner.forget();
  return (await runner.read(ids, ids.length - 1))!;
}
