import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { BackendKind, Candidate, EndReason, GenerationEvent, Precision } from './events';
import type { CheckedRequest } from './request';
import type { Runner } from './runner';
import { coinAt, logSoftmax, sample } from './sample';

/** What a run needs to know of the engine it runs on. */
export interface GenerationHost {
  readonly runner: Runner;
  readonly tokenizer: Tokenizer;
  readonly config: ModelConfig;
  readonly model: string;
  readonly backend: BackendKind;
  readonly precision: Precision;
  readonly device: string;
  /** Steps that may be under way at once when choices stay on the device: 2 hides the readback, 1 where there is none. */
  readonly stepsAhead: number;
}

type TokenEvent = Extract<GenerationEvent, { type: 'token' }>;

/**
 * One run: reads the prompt (prefill), then writes token by token (decode), told as events.
 * Ends at the stop token, at `maxTokens`, when the context is full, or when aborted; never silently.
 * @throws EngineError `device-lost`
 */
export async function* generate(host: GenerationHost, request: CheckedRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
  const { runner, config } = host;
  const begin = performance.now();
  const at = () => performance.now() - begin;
  const story = new Story(host, request, at);
  yield story.start();

  // Tokens the context can still read: a given one beyond it could not be followed by another.
  const given = request.given.slice(0, Math.min(request.maxTokens, config.contextLength + 1 - request.promptIds.length));
  const read = [...request.promptIds, ...given].slice(0, config.contextLength);
  const logitsFrom = needsLogits(request) ? request.promptIds.length - 1 + Math.min(request.announceFrom, given.length) : read.length - 1;
  const reusedTokens = runner.reusable(read, Math.min(logitsFrom, read.length - 1));
  yield { type: 'prefill-start', at: at(), computedTokens: read.length - reusedTokens, reusedTokens };
  const logits = await runner.read(read, Math.min(logitsFrom, read.length - 1), signal);
  if (!logits) return yield story.end('aborted');
  yield { type: 'prefill-end', at: at() };

  const announced = Math.min(request.announceFrom, given.length);
  for (let index = 0; index < given.length; index++) {
    const row = needsLogits(request) && index >= announced ? logits[index - announced] : undefined;
    const event = story.token(index, given[index], 'given', row);
    if (index >= announced) yield event;
    if (given[index] === config.stopId) return yield story.end('stop-token');
  }

  yield* decode(host, request, story, given.length, logits[logits.length - 1], signal);
}

const needsLogits = ({ candidates, keepLogits }: CheckedRequest) => candidates > 0 || keepLogits;

/** Writes on, token `firstIndex` first, from the logits of the last token read. */
async function* decode(
  host: GenerationHost,
  request: CheckedRequest,
  story: Story,
  firstIndex: number,
  firstLogits: Float32Array,
  signal?: AbortSignal,
): AsyncGenerator<GenerationEvent> {
  const { contextLength, stopId } = host.config;
  // The last token of a full context is written, and read by nobody.
  const last = Math.min(request.maxTokens, contextLength + 1 - request.promptIds.length);
  const reasonAtLast: EndReason = last < request.maxTokens ? 'context-full' : 'max-tokens';
  if (firstIndex >= last) return yield story.end(reasonAtLast);

  const choices = needsLogits(request)
    ? chooseHere(host, request, firstIndex, last, firstLogits)
    : chooseOnDevice(host, request, firstIndex, last, firstLogits);
  let index = firstIndex;
  for await (const { id, logits } of choices) {
    if (signal?.aborted) return yield story.end('aborted');
    yield story.token(index++, id, 'chosen', logits);
    if (id === stopId) return yield story.end('stop-token');
    if (signal?.aborted) return yield story.end('aborted');
  }
  yield story.end(reasonAtLast);
}

interface Choice {
  readonly id: number;
  readonly logits?: Float32Array;
}

/** Every step's logits are read back, and the token is chosen here. */
async function* chooseHere({ runner }: GenerationHost, { sampling }: CheckedRequest, firstIndex: number, last: number, firstLogits: Float32Array): AsyncGenerator<Choice> {
  let logits = firstLogits;
  for (let index = firstIndex; ; index++) {
    const id = sample(logits, sampling, coinAt(sampling.seed, index));
    yield { id, logits };
    if (index + 1 >= last) return;
    logits = await runner.extend(id);
  }
}

/** The device chooses, and feeds its choice to the next step; only the chosen ids are read back, a step behind. */
async function* chooseOnDevice(
  { runner, stepsAhead }: GenerationHost,
  { sampling }: CheckedRequest,
  firstIndex: number,
  last: number,
  firstLogits: Float32Array,
): AsyncGenerator<Choice> {
  const first = sample(firstLogits, sampling, coinAt(sampling.seed, firstIndex));
  yield { id: first };
  const device = await runner.decodeOnDevice(sampling, first);
  const underWay: Promise<number>[] = [];
  let submitted = firstIndex + 1;
  let fed = first;
  try {
    for (let index = firstIndex + 1; index < last; index++) {
      while (submitted < last && underWay.length < stepsAhead) underWay.push(device.next(coinAt(sampling.seed, submitted++)));
      const id = await underWay.shift()!;
      runner.hold(fed);
      fed = id;
      yield { id };
    }
  } finally {
    // Steps submitted beyond the end write only to places of the cache that nobody counts as held.
    await Promise.allSettled(underWay);
  }
}

/** Tells the run: turns ids and logits into events. */
class Story {
  private readonly decoder;

  constructor(
    private readonly host: GenerationHost,
    private readonly request: CheckedRequest,
    private readonly at: () => number,
  ) {
    this.decoder = host.tokenizer.stream();
  }

  start(): GenerationEvent {
    const { model, backend, precision, device, tokenizer, config } = this.host;
    const { prompt, promptIds, cutTokens, sampling, maxTokens } = this.request;
    const promptPieces = promptIds.map((id) => tokenizer.piece(id));
    return { type: 'generation-start', at: this.at(), model, backend, precision, device, prompt, promptPieces, cutTokens, sampling, maxTokens, contextLength: config.contextLength };
  }

  token(index: number, id: number, source: TokenEvent['source'], logits: Float32Array | undefined): TokenEvent {
    const { tokenizer } = this.host;
    const { candidates, keepLogits, sampling } = this.request;
    const common = { type: 'token', at: this.at(), index, id, text: this.decoder.push(id), piece: tokenizer.piece(id), source, coin: coinAt(sampling.seed, index) } as const;
    if (!logits) return common;
    const logprobs = logSoftmax(logits);
    return {
      ...common,
      logprob: logprobs[id],
      ...(candidates > 0 && { candidates: best(logprobs, candidates, (each) => tokenizer.piece(each).text) }),
      ...(keepLogits && { logits }),
    };
  }

  end(reason: EndReason): GenerationEvent {
    return { type: 'generation-end', at: this.at(), reason };
  }
}

/** The n most probable tokens, best first, the lower id first among equals. */
function best(logprobs: Float64Array, n: number, textOf: (id: number) => string): Candidate[] {
  const order = Uint32Array.from({ length: logprobs.length }, (_, id) => id).sort((a, b) => logprobs[b] - logprobs[a] || a - b);
  return Array.from(order.subarray(0, n), (id) => ({ id, text: textOf(id), logprob: logprobs[id] }));
}
