import { EngineError } from '../errors';
import type { GenerationEvent } from './events';
import { planReading, type ReadingPlan } from './reading-plan';
import { needsLogits, type CheckedRequest } from './request';
import type { Runner } from './runner';
import { Story, type Teller } from './story';
import { chooseHere, chooseOnDevice, chooseUncached, lookInto, type Writing, type Written } from './write-tokens';

/** What a run needs to know of the engine it runs on. */
export interface GenerationHost extends Teller {
  readonly runner: Runner;
  /** The model that proposes tokens when a request asks for speculation. */
  readonly draft?: Runner;
  /** Steps that may be under way at once when choices stay on the device: 2 hides the readback, 1 where there is none. */
  readonly stepsAhead: number;
}

/**
 * One run: reads the prompt (prefill), then writes token by token (decode), told as events.
 * Ends at the stop token, at `maxTokens`, when the context is full, or when aborted; never silently.
 * @throws EngineError `invalid-request` where a draft is asked for and none is set; `device-lost`, `out-of-memory`
 */
export async function* generate(host: GenerationHost, request: CheckedRequest, signal?: AbortSignal): AsyncGenerator<GenerationEvent> {
  const { runner, config } = host;
  if (request.speculate) await prepareDraft(host, request.speculate.tokens);
  const begin = performance.now();
  const story = new Story(host, request, () => performance.now() - begin);
  yield story.start();

  const reading = planReading(request, config);
  const { read, logitsFrom, given, announced } = reading;
  const plan = request.cache ? runner.plan(read, logitsFrom) : runner.planAfresh(read);
  const { computedTokens, reusedTokens, invalidatedTokens, blocks } = plan;
  yield { type: 'prefill-start', at: story.at(), computedTokens, reusedTokens, invalidatedTokens, blocks };
  const logits = await runner.read(read, logitsFrom, signal, plan);
  if (!logits) return yield story.end('aborted');
  yield { type: 'prefill-end', at: story.at() };

  for await (const { event } of lookInto(host, { request, story, signal }, { index: given.length, slot: plan.slot, firstPosition: 0, ids: read })) yield event;
  yield* story.given(given, announced, needsLogits(request) ? logits : undefined);
  yield* decode(host, reading, {
    request,
    story,
    read,
    firstIndex: given.length,
    endIndex: given.length + reading.mostTokens,
    firstLogits: logits[logits.length - 1],
    signal,
  });
}

/** Writes on until the stop token, the most that may be written, or an abort. */
async function* decode(host: GenerationHost, { reasonAtMost, mostTokens }: ReadingPlan, writing: Writing): AsyncGenerator<GenerationEvent> {
  const { story, signal, firstIndex } = writing;
  if (signal?.aborted) return yield story.end('aborted');
  if (mostTokens === 0) return yield story.end(reasonAtMost);
  let index = firstIndex;
  for await (const written of writer(host, writing)) {
    if (signal?.aborted) return yield story.end('aborted');
    if ('event' in written) {
      yield written.event;
      continue;
    }
    yield story.token(index++, written.token);
    if (written.token.id === host.config.stopId) return yield story.end('stop-token');
    if (signal?.aborted) return yield story.end('aborted');
  }
  yield story.end(signal?.aborted ? 'aborted' : reasonAtMost);
}

/** The way of writing that the request asks for. */
function writer(host: GenerationHost, writing: Writing): AsyncGenerator<Written> {
  const { request } = writing;
  if (!request.cache) return chooseUncached(host, writing);
  if (request.speculate) return drafting(host, writing, request.speculate.tokens);
  return needsLogits(request) || request.probes ? chooseHere(host, writing) : chooseOnDevice(host, writing);
}

/** Fetched when first asked for: few readers do. */
async function* drafting(host: GenerationHost, writing: Writing, tokens: number): AsyncGenerator<Written> {
  const { writeWithDraft } = await import('./speculate-run');
  yield* writeWithDraft(host, writing, tokens);
}

/** Whatever speculation needs, captured and fetched before the run's clock starts. */
async function prepareDraft({ runner, draft }: GenerationHost, tokens: number): Promise<void> {
  if (!draft) throw new EngineError('invalid-request', 'There is no draft model to propose tokens.', 'Load a draft first: this model at q4 or q2, or one distilled from it.');
  await Promise.all([runner.warmUpVerify(tokens), import('./speculate-run')]);
}
