import type { GenerationHost } from './generate';
import { probe, type RunPass } from './probe';
import { needsLogits, type CheckedRequest } from './request';
import { coinAt, sample } from './sample';
import type { GenerationEvent } from './events';
import type { Story, WrittenToken } from './story';

/** Something a writer did: it chose a token, or has something to tell before the next. */
export type Written = { readonly token: WrittenToken } | { readonly event: GenerationEvent };

/** What a writer starts from. */
export interface Writing {
  readonly request: CheckedRequest;
  readonly story: Story;
  /** All tokens read so far. */
  readonly read: readonly number[];
  /** Index of the first token to write, and of the first that is not written any more. */
  readonly firstIndex: number;
  readonly endIndex: number;
  /** (vocab): of the last token read. */
  readonly firstLogits: Float32Array;
  readonly signal?: AbortSignal;
}

/** Looks into a pass, if the request asks for it. Nothing when aborted meanwhile. */
export async function* lookInto({ runner, tokenizer }: GenerationHost, { request, story, signal }: Pick<Writing, 'request' | 'story' | 'signal'>, pass: RunPass): AsyncGenerator<{ event: GenerationEvent }> {
  if (!request.probes) return;
  const event = await probe(await runner.probes(), tokenizer, request.probes, story.at, pass, signal);
  if (event) yield { event };
}

/** Every step's logits are read back, and the token is chosen here. */
export async function* chooseHere(host: GenerationHost, writing: Writing): AsyncGenerator<Written> {
  const { runner } = host;
  const { request, firstIndex, endIndex } = writing;
  const { sampling } = request;
  let logits = writing.firstLogits;
  for (let index = firstIndex; ; index++) {
    const id = sample(logits, sampling, coinAt(sampling.seed, index));
    yield { token: { id, source: 'chosen', logits: needsLogits(request) ? logits : undefined } };
    if (index + 1 >= endIndex) return;
    const { slot, tokens } = runner.place;
    logits = await runner.extend(id);
    yield* lookInto(host, writing, { index: index + 1, slot, firstPosition: tokens, ids: [id] });
  }
}

/** Nothing is kept from step to step: for every token the whole text before it is read again. */
export async function* chooseUncached(host: GenerationHost, writing: Writing): AsyncGenerator<Written> {
  const { runner } = host;
  const { request, firstIndex, endIndex, signal } = writing;
  const { sampling } = request;
  const text = [...writing.read];
  let logits = writing.firstLogits;
  for (let index = firstIndex; ; index++) {
    runner.rollBack(0);
    const id = sample(logits, sampling, coinAt(sampling.seed, index));
    yield { token: { id, source: 'chosen', logits: needsLogits(request) ? logits : undefined } };
    if (index + 1 >= endIndex) return;
    text.push(id);
    const rows = await runner.read(text, text.length - 1, signal, runner.planAfresh(text));
    if (!rows) return; // aborted
    [logits] = rows;
    yield* lookInto(host, writing, { index: index + 1, slot: runner.place.slot, firstPosition: 0, ids: text });
  }
}

/** The device chooses, and feeds its choice to the next step; only the chosen ids are read back, a step behind. */
export async function* chooseOnDevice({ runner, stepsAhead }: GenerationHost, { request, firstIndex, endIndex, firstLogits }: Writing): AsyncGenerator<Written> {
  const { sampling } = request;
  const first = sample(firstLogits, sampling, coinAt(sampling.seed, firstIndex));
  yield { token: { id: first, source: 'chosen' } };
  const device = await runner.decodeOnDevice(sampling, first);
  const underWay: Promise<number>[] = [];
  let submitted = firstIndex + 1;
  let fed = first;
  try {
    for (let index = firstIndex + 1; index < endIndex; index++) {
      while (submitted < endIndex && underWay.length < stepsAhead) underWay.push(device.next(coinAt(sampling.seed, submitted++)));
      const id = await underWay.shift()!;
      runner.hold(fed);
      fed = id;
      yield { token: { id, source: 'chosen' } };
    }
  } finally {
    // Steps submitted beyond the end write only to places of the cache that nobody counts as held.
    await Promise.allSettled(underWay);
  }
}
