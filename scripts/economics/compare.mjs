import { fit } from './fit.mjs';
import { groupBy } from './group-by.mjs';

/**
 * Published rows beside what is predicted for them.
 *
 * @typedef {object} Compared a question with its answer
 * @property {object} question
 * @property {number} predicted in the question's unit
 * @property {boolean} fitted the constants were fitted on it
 * @property {number | null} withoutSource predicted by constants fitted without any row of its source; null where none is used, or none was asked for
 */

/** Rows with even ids are fitted, the others scored: `V018` is even. */
export const isFittedId = (id) => Number(/\d+$/.exec(id)?.[0] ?? 1) % 2 === 0;

/** Questions that constants may be fitted on: no refusal (which does not hang on constants), nothing excluded, no guessed device. */
export const fittable = (questions, answer, constants) =>
  questions.filter((question) => !question.reason && !question.excluded && !question.ratioOnly && question.kind !== 'exact' && !answer(question, constants).reason);

/** The questions that the committed constants are fitted on. */
export const fittedQuestions = (questions, answer, constants) => fittable(questions, answer, constants).filter(({ row }) => isFittedId(row.id));

/**
 * @param {object[]} questions of questions.mjs, answered or refused
 * @param {(row: Record<string, string>) => boolean} wasFitted
 * @param {Map<string, object>} [bySource] constants fitted without each source
 * @returns {{ compared: Compared[], others: { question: object, reason: string, predicted?: number }[] }}
 */
export function compare(questions, answer, constants, wasFitted, bySource = new Map()) {
  const compared = [];
  const others = [];
  for (const question of questions) {
    const { value: predicted, reason } = question.reason ? question : answer(question, constants);
    if (reason || question.excluded) {
      others.push({ question, reason: reason ?? question.excluded, predicted });
      continue;
    }
    const without = bySource.get(question.row.source);
    const withoutSource = question.kind === 'exact' || bySource.size === 0 ? null : answer(question, without ?? constants).value;
    compared.push({ question, predicted, fitted: question.kind !== 'exact' && !question.ratioOnly && wasFitted(question.row), withoutSource });
  }
  return { compared, others };
}

/**
 * Constants fitted without each source in turn.
 * @param {object[]} fitted questions that the constants were fitted on
 */
export function constantsWithoutSources(fitted, answer, house, constants) {
  const sources = [...new Set(fitted.map(({ row }) => row.source))];
  return new Map(sources.map((source) => [source, fit(fitted.filter(({ row }) => row.source !== source), answer, house, constants).constants]));
}

/** What two rows must share for their ratio to be that of two precisions. */
const sameSetting = ({ row }) => [row.source, row.model, row.hardware, row.n_devices, row.batch_or_concurrency, row.prompt_tokens, row.output_tokens, row.metric].join('|');

/**
 * Speed of one precision over another's on the same device, everything else alike: each row over the one with the most bits.
 * A ratio is scored where neither row was fitted.
 */
export function precisionRatios(compared, bitsOf) {
  const settings = groupBy(compared.filter(({ question }) => question.kind === 'request'), ({ question }) => sameSetting(question));
  return [...settings.values()].flatMap((rows) => {
    const widest = rows.reduce((best, row) => (bitsOf(row) > bitsOf(best) ? row : best));
    return rows.filter((row) => bitsOf(row) < bitsOf(widest)).map((row) => ratioOf(row, widest));
  });
}

function ratioOf(row, base) {
  return {
    row,
    base,
    predicted: row.predicted / base.predicted,
    published: row.question.published / base.question.published,
    fitted: row.fitted || base.fitted,
    withoutSource: row.withoutSource === null ? null : row.withoutSource / base.withoutSource,
  };
}
