import { distribution, type Distribution } from '../kernels/sample/distribution';
import type { GenerationHost } from './generate';
import { needsLogits } from './request';
import type { Runner } from './runner';
import { coinAt, sample, type Sampling } from './sample';
import { judge, streamCoin, type Proposal, type Verdict } from './speculate';
import type { Written, Writing } from './write-tokens';

/**
 * The draft proposes up to `most` tokens, the target reads them all in one pass and takes those that `judge` lets it; then a token
 * of its own. Where the draft's context ends, or only one token is left to write, the target writes alone.
 */
export async function* writeWithDraft(host: GenerationHost, writing: Writing, most: number): AsyncGenerator<Written> {
  const { request, read, firstIndex, endIndex, firstLogits, signal } = writing;
  const promptTokens = read.length - firstIndex;
  const id = sample(firstLogits, request.sampling, coinAt(request.sampling.seed, firstIndex));
  const text = [...read, id];
  yield { token: { id, source: 'chosen', logits: shown(writing, firstLogits) } };
  while (text.length - promptTokens < endIndex && !signal?.aborted) {
    const index = text.length - promptTokens;
    // The draft reads all but its last proposal, so they may fill its context and go one beyond.
    const count = Math.min(most, endIndex - index - 1, host.draft!.contextLength + 1 - text.length);
    const round = count > 0 ? draftRound(host, writing, text, index, count, most) : plainStep(host, writing, text, index);
    for await (const written of round) {
      if ('token' in written) text.push(written.token.id);
      yield written;
    }
  }
}

const shown = ({ request }: Writing, logits: Float32Array): Float32Array | undefined => (needsLogits(request) ? logits : undefined);

/** The target writes one token alone. */
async function* plainStep({ runner }: GenerationHost, writing: Writing, text: readonly number[], index: number): AsyncGenerator<Written> {
  const { sampling } = writing.request;
  const logits = await runner.extend(text[text.length - 1]);
  yield { token: { id: sample(logits, sampling, coinAt(sampling.seed, index)), source: 'chosen', logits: shown(writing, logits) } };
}

/** The draft proposes `count` tokens behind the text, and the target judges them. Nothing when aborted. */
async function* draftRound({ runner, draft, tokenizer, config }: GenerationHost, writing: Writing, text: readonly number[], index: number, count: number, most: number): AsyncGenerator<Written> {
  const { request, story, signal } = writing;
  const textLength = text.length;
  const begin = performance.now();
  const drawn = await propose(draft!, text, request.sampling, index, count, signal);
  if (!drawn) return;
  const proposals = upToStop(drawn, config.stopId);
  const proposed = proposals.map(({ id }) => id);
  const drafted = performance.now();
  const logits = await runner.verify(text[textLength - 1], proposed, most); // (count + 1) of (vocab)
  const { accepted, nextId, nextCoin } = decide(proposals, logits, request.sampling, index);
  runner.rollBack(textLength + accepted);
  const verified = performance.now();

  const pieces = proposed.map((id) => tokenizer.piece(id));
  yield { event: { type: 'draft', at: story.at(), index, proposed: pieces, accepted, draftMs: drafted - begin, verifyMs: verified - drafted } };
  for (let place = 0; place < accepted; place++) {
    yield { token: { id: proposed[place], source: 'drafted', coin: draftCoin(request.sampling, index + place), logits: shown(writing, logits[place]) } };
  }
  yield { token: { id: nextId, source: 'chosen', coin: nextCoin, logits: shown(writing, logits[accepted]) } };
}

/** Coin of a proposal. Without sampling there is nothing to toss for: the run's ordinary coin is shown. */
const draftCoin = ({ temperature, seed }: Sampling, index: number): number => (temperature === 0 ? coinAt(seed, index) : streamCoin(seed, 'draft', index));

/**
 * The draft catches up with the text, then writes on by itself, on the device. All steps are submitted at once: they wait for one
 * another there, and not for us.
 * @returns undefined when aborted
 */
async function propose(draft: Runner, text: readonly number[], sampling: Sampling, index: number, count: number, signal?: AbortSignal): Promise<Proposal[] | undefined> {
  const before = text.slice(0, -1);
  if (!(await draft.read(before, before.length, signal))) return undefined;
  const last = text[text.length - 1];
  const device = await draft.decodeOnDevice(sampling, last);
  const coins = Array.from({ length: count }, (_, place) => draftCoin(sampling, index + place));
  const proposals = await Promise.all(
    coins.map(async (coin): Promise<Proposal> => {
      if (sampling.temperature === 0) {
        const id = await device.next(coin);
        return { id, drawnFrom: certain(id) };
      }
      const [id, logits] = await device.nextWithLogits(coin);
      return { id, drawnFrom: distribution(logits, sampling) };
    }),
  );
  // The last proposal was chosen, and read by nobody.
  draft.hold(last, ...proposals.slice(0, -1).map(({ id }) => id));
  return proposals;
}

/** What stands behind a stop token is proposed for no text: the target is not asked, and it counts neither as accepted nor as rejected. */
function upToStop(proposals: readonly Proposal[], stopId: number): readonly Proposal[] {
  const stop = proposals.findIndex(({ id }) => id === stopId);
  return stop < 0 ? proposals : proposals.slice(0, stop + 1);
}

const certain = (id: number): Distribution => ({ ids: Uint32Array.of(id), probabilities: Float64Array.of(1) });

/** What the target makes of the proposals for the tokens from `index` on. */
function decide(proposals: readonly Proposal[], logits: readonly Float32Array[], sampling: Sampling, index: number): Verdict {
  const { seed, temperature } = sampling;
  const targets = logits.map((row) => distribution(row, sampling));
  return judge(proposals, targets, {
    acceptance: (place) => streamCoin(seed, 'acceptance', index + place),
    residual: (place) => (temperature === 0 ? coinAt(seed, index + place) : streamCoin(seed, 'residual', index + place)),
    choice: (place) => coinAt(seed, index + place),
  });
}
