import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { Tokenizer } from '../tokenizer/tokenizer';
import type { ScoreComparison, ScoreProgress, ScoreRequest, ScoreResult } from './measurements';
import { logSoftmax } from './sample';
import { bestToken, klDivergence, perplexity } from './score-arithmetic';

/** What reads a text: a `Runner`, or another at a different precision. */
export interface TextReader {
  /** Logits (vocab) of each index of `ids` from `logitsFrom` on; undefined when aborted. */
  read(ids: readonly number[], logitsFrom: number, signal?: AbortSignal): Promise<readonly Float32Array[] | undefined>;
}

/** The same model at other precisions. */
export interface ComparedReaders {
  /** Compared with: the truth in KL. */
  readonly reference?: TextReader;
  /** Each compared with the scored one, which is the truth then. */
  readonly others?: readonly TextReader[];
}

/** What one text added up to. Natural logarithms. */
interface TextScore {
  readonly tokens: number;
  readonly logprob: number;
  /** The reference, if there is one, then the others. */
  readonly compared: readonly ComparedText[];
}

interface ComparedText {
  readonly logprob: number;
  readonly kl: number;
  readonly agreements: number;
}

/**
 * Scores texts, each read whole in one go: the begin token is given, then every token is scored by what came before it,
 * and at last the end token.
 * @throws EngineError `invalid-request`; `prompt-too-long` with `text` (from 1), `tokens` and `limit`, before anything is run;
 * what the device throws; the signal's reason when aborted
 */
export async function score(
  reader: TextReader,
  tokenizer: Tokenizer,
  config: ModelConfig,
  { texts }: ScoreRequest,
  compared: ComparedReaders = {},
  onProgress?: (progress: ScoreProgress) => void,
  signal?: AbortSignal,
): Promise<ScoreResult> {
  const idsOfTexts = checkedTexts(texts, tokenizer, config);
  const scores: TextScore[] = [];
  for (const ids of idsOfTexts) {
    scores.push(await scoreText(ids, config, reader, compared, signal));
    onProgress?.({ type: 'score-progress', doneTexts: scores.length, texts: texts.length });
  }
  return summary(texts, scores, compared);
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

async function scoreText(ids: readonly number[], config: ModelConfig, reader: TextReader, { reference, others = [] }: ComparedReaders, signal?: AbortSignal): Promise<TextScore> {
  const given = [config.beginId, ...ids];
  const wanted = [...ids, config.stopId];
  const own = await readWhole(reader, given, signal);
  const compared: ComparedText[] = [];
  if (reference) {
    const truth = await readWhole(reference, given, signal);
    compared.push({ ...compare(truth, own), logprob: logprobOf(truth, wanted) });
  }
  for (const other of others) {
    const theirs = await readWhole(other, given, signal);
    compared.push({ ...compare(own, theirs), logprob: logprobOf(theirs, wanted) });
  }
  return { tokens: wanted.length, logprob: logprobOf(own, wanted), compared };
}

/** Natural logarithms of the probabilities (vocab) of what follows each token. */
async function readWhole(reader: TextReader, ids: readonly number[], signal?: AbortSignal): Promise<readonly Float64Array[]> {
  signal?.throwIfAborted();
  const rows = await reader.read(ids, 0, signal);
  signal?.throwIfAborted();
  return rows!.map(logSoftmax);
}

const logprobOf = (rows: readonly Float64Array[], wanted: readonly number[]) => wanted.reduce((sum, id, index) => sum + rows[index][id], 0);

function compare(truth: readonly Float64Array[], other: readonly Float64Array[]): { kl: number; agreements: number } {
  let [kl, agreements] = [0, 0];
  truth.forEach((row, index) => {
    kl += klDivergence(row, other[index]);
    if (bestToken(row) === bestToken(other[index])) agreements++;
  });
  return { kl, agreements };
}

function summary(texts: readonly string[], scores: readonly TextScore[], { reference, others }: ComparedReaders): ScoreResult {
  const total = (of: (score: TextScore) => number) => scores.reduce((sum, score) => sum + of(score), 0);
  const tokens = total((score) => score.tokens);
  const comparison = (index: number): ScoreComparison => ({
    perplexity: perplexity(total(({ compared }) => compared[index].logprob), tokens),
    kl: total(({ compared }) => compared[index].kl) / tokens,
    top1Agreement: total(({ compared }) => compared[index].agreements) / tokens,
  });
  return {
    tokens,
    characters: texts.reduce((sum, text) => sum + [...text].length, 0),
    texts: scores.map((score) => ({ tokens: score.tokens, logprob: score.logprob })),
    perplexity: perplexity(total((score) => score.logprob), tokens),
    ...(reference && { comparison: comparison(0) }),
    ...(others && { others: others.map((_, index) => comparison(index + (reference ? 1 : 0))) }),
  };
}
