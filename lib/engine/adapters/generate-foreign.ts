import { EngineError } from '../errors';
import type { BackendKind, Candidate, EndReason, GenerateRequest, GenerationEvent, Precision } from '../generation/events';
import { checkRequest, type CheckedRequest } from '../generation/request';
import { coinAt, logSoftmax } from '../generation/sample';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { ForeignConfig } from './foreign-config';
import type { ForeignPrompt, PromptWriter } from './foreign-prompt';
import type { ForeignRunner } from './foreign-runner';
import { bestIds, sampleLarge } from './large-vocabulary';

/** What a run needs to know of the engine it runs on. */
export interface ForeignHost {
  readonly runner: ForeignRunner;
  readonly tokenizer: Tokenizer;
  readonly prompts: PromptWriter;
  readonly config: ForeignConfig;
  readonly model: string;
  readonly backend: BackendKind;
  readonly precision: Precision;
  readonly device: string;
}

type TokenEvent = Extract<GenerationEvent, { type: 'token' }>;

/** A request that has been through the door. */
export interface ForeignRequest {
  readonly asked: Pick<CheckedRequest, 'given' | 'announceFrom' | 'sampling' | 'maxTokens' | 'candidates' | 'keepLogits'>;
  readonly prompt: string;
  readonly read: ForeignPrompt;
  readonly cache: boolean;
}

/**
 * Checks a request; numbers as our own engine does.
 * @throws EngineError `invalid-request`; `prompt-too-long` unless the prompt may be cut
 */
export function checkForeignRequest(request: GenerateRequest, { config, tokenizer, prompts }: ForeignHost): ForeignRequest {
  if (request.speculate) throw new EngineError('invalid-request', 'transformers.js drafts no tokens here.', 'Choose this page’s own engine for speculative decoding.');
  if (request.probes) throw new EngineError('invalid-request', 'transformers.js lets nobody look inside its forward pass.', 'Choose this page’s own engine for probes.');
  if (typeof request.prompt !== 'string') throw new EngineError('invalid-request', 'The prompt is not text.', 'Give a text.');
  // The prompt is split here, with the model's own begin token or template.
  const asked = checkRequest({ ...request, prompt: '' }, config, tokenizer);
  return { asked, prompt: request.prompt, read: prompts.write(request.prompt, request.cutPrompt ? request.maxTokens : undefined), cache: request.cache !== false };
}

/**
 * One run on the library's forward pass, told as the events of our own engine and drawn with the same coins.
 * Ends at any of the model's end tokens, at `maxTokens`, when the context is full, or when aborted.
 */
export async function* generateForeign(host: ForeignHost, request: ForeignRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
  const { runner, config } = host;
  const { asked, read: prompt, cache } = request;
  const begin = performance.now();
  const story = new ForeignStory(host, request, () => performance.now() - begin);
  yield story.start();

  // The last token of a full context is written, and read by nobody.
  const last = Math.min(asked.maxTokens, config.contextLength + 1 - prompt.ids.length);
  const given = asked.given.slice(0, last);
  const ids = [...prompt.ids, ...given].slice(0, config.contextLength);
  const logitsFrom = story.needsLogits ? Math.min(prompt.ids.length - 1 + Math.min(asked.announceFrom, given.length), ids.length - 1) : ids.length - 1;
  if (!cache) runner.forget();
  const reusedTokens = runner.reusable(ids, logitsFrom);
  yield story.prefillStart(ids.length - reusedTokens, reusedTokens, reusedTokens === 0 ? Math.min(runner.heldTokens, ids.length) : 0);
  const rows = await runner.read(ids, logitsFrom, signal);
  if (!rows) return yield story.end('aborted');
  yield story.prefillEnd();

  for (let index = 0; index < given.length; index++) {
    const event = story.token(index, given[index], 'given', rows[index - asked.announceFrom]);
    if (index >= asked.announceFrom) yield event;
    if (config.stopIds.includes(given[index])) return yield story.end('stop-token');
  }

  let logits = rows[rows.length - 1];
  for (let index = given.length; index < last; index++) {
    if (signal?.aborted) return yield story.end('aborted');
    const id = sampleLarge(logits, asked.sampling, coinAt(asked.sampling.seed, index));
    ids.push(id);
    yield story.token(index, id, 'chosen', logits);
    if (config.stopIds.includes(id)) return yield story.end('stop-token');
    if (signal?.aborted) return yield story.end('aborted');
    if (index + 1 === last) break;
    logits = cache ? await runner.extend(id) : (await readAnew(runner, ids))[0];
  }
  yield story.end(last < asked.maxTokens ? 'context-full' : 'max-tokens');
}

async function readAnew(runner: ForeignRunner, ids: readonly number[]): Promise<Float32Array[]> {
  runner.forget();
  return (await runner.read(ids, ids.length - 1))!;
}

/** Tells the run: turns ids and logits into events. */
class ForeignStory {
  private readonly decoder;
  readonly needsLogits: boolean;

  constructor(
    private readonly host: ForeignHost,
    private readonly request: ForeignRequest,
    private readonly at: () => number,
  ) {
    this.decoder = host.tokenizer.stream();
    this.needsLogits = request.asked.candidates > 0 || request.asked.keepLogits;
  }

  start(): GenerationEvent {
    const { model, backend, precision, device, tokenizer, config } = this.host;
    const { prompt, read, asked } = this.request;
    const promptPieces = read.ids.map((id) => tokenizer.piece(id));
    const { sampling, maxTokens } = asked;
    return { type: 'generation-start', at: this.at(), model, backend, precision, device, prompt, promptPieces, cutTokens: read.cutTokens, sampling, maxTokens, contextLength: config.contextLength };
  }

  prefillStart(computedTokens: number, reusedTokens: number, invalidatedTokens: number): GenerationEvent {
    return { type: 'prefill-start', at: this.at(), computedTokens, reusedTokens, invalidatedTokens };
  }

  prefillEnd(): GenerationEvent {
    return { type: 'prefill-end', at: this.at() };
  }

  token(index: number, id: number, source: TokenEvent['source'], logits: Float32Array | undefined): TokenEvent {
    const { tokenizer } = this.host;
    const { candidates, keepLogits, sampling } = this.request.asked;
    const common = { type: 'token', at: this.at(), index, id, text: this.decoder.push(id), piece: tokenizer.piece(id), source, coin: coinAt(sampling.seed, index) } as const;
    if (!logits || !this.needsLogits) return common;
    const logprobs = logSoftmax(logits);
    const best = (): Candidate[] => bestIds(logprobs, candidates).map((each) => ({ id: each, text: tokenizer.piece(each).text, logprob: logprobs[each] }));
    return { ...common, logprob: logprobs[id], ...(candidates > 0 && { candidates: best() }), ...(keepLogits && { logits }) };
  }

  end(reason: EndReason): GenerationEvent {
    return { type: 'generation-end', at: this.at(), reason };
  }
}
