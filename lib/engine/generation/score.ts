import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { ScoreProgress, ScoreRequest, ScoreResult } from './measurements';
import { logSoftmax } from './sample';
import { bestToken, klDivergence, perplexity } from './score-arithmetic';

/** What reads a text: a `Runner`, or another at a different precision. */
export interface TextReader {
  /** Logits (vocab) of each index of `ids` from `logitsFrom` on; undefined when aborted. */
  read(ids: readonly number[], logitsFrom: number, signal?: AbortSignal): Promise<readonly Float32Array[] | undefined>;
}

/** What one text added up to. Natural logarithms. */
interface TextScore {
  readonly tokens: number;
  readonly logprob: number;
  readonly compared: { readonly logprob: number; readonly kl: number; readonly agreements: number };
}

/**
 * Scores texts, each read whole in one go: the begin token is given, then every token is scored by what came before it,
 * and at last the end token.
 * @param reference the same model at the precision to compare with; absent: no comparison
 * @throws EngineError `invalid-request`; `prompt-too-long` with `text` (from 1), `tokens` and `limit`, before anything is run;
 * what the device throws; the signal's reason when aborted
 */
export async function score(
  reader: TextReader,
  tokenizer: Tokenizer,
  config: ModelConfig,
  { texts }: ScoreRequest,
  reference?: TextReader,
  onProgress?: (progress: ScoreProgress) => void,
  signal?: AbortSignal,
): Promise<ScoreResult> {
  const idsOfTexts = checkedTexts(texts, tokenizer, config);
  const scores: TextScore[] = [];
  for (const ids of idsOfTexts) {
    scores.push(await scoreText(ids, config, reader, reference, signal));
    onProgress?.({ type: 'score-progress', doneTexts: scores.length, texts: texts.length });
  }
  return summary(texts, scores, reference !== undefined);
}

/** Token ids of every text, each short enough to be read with the begin token before it. */
function checkedTexts(texts: readonly string[], tokenizer: Tokenizer, config: ModelConfig): number[][] {
  if (!Array.isArray(texts) || texts.length === 0) throw new EngineError('invalid-request', 'There is no text to score.', 'Give at least one.');
  const limit = config.contextLength - 1;
  return texts.map((text, index) => {
    if (typeof text !== 'string') throw new EngineError('invalid-request', `Text ${index + 1} is not text.`, 'Give texts only.');
    const ids = tokenizer.encode(text);
    if (ids.length <= limit) return ids;
    throw new EngineError(
      'prompt-too-long',
      `Text ${index + 1} of ${texts.length} is ${ids.length} tokens long; this model reads ${limit} at most.`,
      'Shorten it, or split it into several texts.',
      { text: index + 1, tokens: ids.length, limit },
    );
  });
}

async function scoreText(ids: readonly number[], config: ModelConfig, reader: TextReader, reference: TextReader | undefined, signal?: AbortSignal): Promise<TextScore> {
  const given = [config.beginId, ...ids];
  const wanted = [...ids, config.stopId];
  const rows = await readWhole(reader, given, signal); // (tokens) of (vocab)
  const referenceRows = reference && (await readWhole(reference, given, signal));
  let logprob = 0;
  const compared = { logprob: 0, kl: 0, agreements: 0 };
  wanted.forEach((id, index) => {
    const logprobs = logSoftmax(rows[index]);
    logprob += logprobs[id];
    if (!referenceRows) return;
    const referenceLogprobs = logSoftmax(referenceRows[index]);
    compared.logprob += referenceLogprobs[id];
    compared.kl += klDivergence(referenceLogprobs, logprobs);
    if (bestToken(referenceLogprobs) === bestToken(logprobs)) compared.agreements++;
  });
  return { tokens: wanted.length, logprob, compared };
}

async function readWhole(reader: TextReader, ids: readonly number[], signal?: AbortSignal): Promise<readonly Float32Array[]> {
  signal?.throwIfAborted();
  const rows = await reader.read(ids, 0, signal);
  signal?.throwIfAborted();
  return rows!;
}

function summary(texts: readonly string[], scores: readonly TextScore[], isCompared: boolean): ScoreResult {
  const total = (of: (score: TextScore) => number) => scores.reduce((sum, score) => sum + of(score), 0);
  const tokens = total((score) => score.tokens);
  return {
    tokens,
    characters: texts.reduce((sum, text) => sum + [...text].length, 0),
    texts: scores.map((score) => ({ tokens: score.tokens, logprob: score.logprob })),
    perplexity: perplexity(total((score) => score.logprob), tokens),
    ...(isCompared && {
      comparison: {
        perplexity: perplexity(total(({ compared }) => compared.logprob), tokens),
        kl: total(({ compared }) => compared.kl) / tokens,
        top1Agreement: total(({ compared }) => compared.agreements) / tokens,
      },
    }),
  };
}
