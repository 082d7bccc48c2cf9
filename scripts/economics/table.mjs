import { precisionRatios } from './compare.mjs';

const digits = (value) => (value === null ? null : Number(value.toPrecision(5)));

/**
 * The table of content/published/predictions.ts.
 * @param {ReturnType<import('./compare.mjs').compare>} comparison
 * @param {number} fittedConstants
 * @param house modules of lib/economics
 */
export function tableOf({ compared, others }, fittedConstants, house) {
  const bitsOf = ({ question: { request } }) => request.bitsPerWeight ?? house.precision.storedPrecisions[request.weightPrecision].bitsPerWeight;
  const rows = compared.filter(({ question }) => !question.ratioOnly).map(rowOf);
  const ratios = precisionRatios(compared, bitsOf).map(ratioRowOf);
  const inRatios = new Set(ratios.flatMap(({ id }) => id.split('/')));
  return {
    fittedConstants,
    rows: [...rows, ...ratios],
    others: [
      ...others.map(({ question: { row }, reason }) => ({ id: row.id, source: row.source, metric: row.metric, reason })),
      ...compared
        .filter(({ question }) => question.ratioOnly)
        .map(({ question: { row } }) => ({
          id: row.id,
          source: row.source,
          metric: row.metric,
          reason: inRatios.has(row.id) ? 'its device is not stated: compared as a ratio to other precisions on it' : 'its device is not stated, and it has no other precision beside it',
        })),
    ],
  };
}

function rowOf({ question, predicted, fitted, withoutSource }) {
  const { row, group, unit, published } = question;
  return {
    ...described(question),
    id: row.id,
    metric: row.metric,
    unit,
    predicted: digits(predicted),
    published: digits(published),
    ratio: digits(predicted / published),
    fitted,
    withoutSource: digits(withoutSource),
    group,
  };
}

function ratioRowOf({ row, base, predicted, published, fitted, withoutSource }) {
  return {
    ...described(row.question),
    precision: `${row.question.row['dtype/quant']} over ${base.question.row['dtype/quant']}`,
    id: `${row.question.row.id}/${base.question.row.id}`,
    metric: row.question.row.metric,
    unit: 'ratio',
    predicted: digits(predicted),
    published: digits(published),
    ratio: digits(predicted / published),
    fitted,
    withoutSource: digits(withoutSource),
    group: 'precision-ratio',
  };
}

function described({ row, request, devices }) {
  const times = request?.devices ?? devices ?? 1;
  // Some rows say how many in the name as well.
  const name = row.hardware.replace(/^\d{1,3}\s*[x×*]\s*/i, '');
  return { source: row.source, model: row.model, hardware: `${times > 1 ? `${times} × ` : ''}${name}`, precision: row['dtype/quant'], setting: settingOf(row, request) };
}

/** What was asked, in words. */
function settingOf(row, request) {
  if (row.metric === 'gemm_time_per_layer') {
    const tokens = row.batch_or_concurrency === '1' ? '1 token' : `${row.batch_or_concurrency} tokens`;
    const shares = /TP(\d+)/.exec(row.n_devices)?.[1] ?? '1';
    return shares === '1' ? tokens : `${tokens}, a share of ${shares}`;
  }
  if (row.metric === 'all_reduce_time') return `${row.batch_or_concurrency} bytes`;
  if (!request) return '';
  const load = request.load.kind === 'saturated' ? 'saturated' : `batch ${request.load.batch}`;
  return `${load}, prompt ${request.promptTokens}, output ${request.outputTokens}`;
}

/** One line a row of the file that was asked about, in its own unit and order: what `--json` prints. */
export function jsonRowsOf(questions, { compared, others }) {
  const found = new Map([...compared, ...others].map((one) => [one.question, one]));
  return questions.map((question) => {
    const { id, metric, value } = question.row;
    const { predicted, fitted, reason } = found.get(question);
    const scale = Number(value) / question.published;
    if (reason) return { id, metric, reason, ...(predicted === undefined ? {} : { predicted: digits(predicted * scale), published: Number(value) }) };
    if (question.ratioOnly) return { id, metric, reason: 'its device is not stated: compared as a ratio to other precisions on it' };
    return { id, metric, predicted: digits(predicted * scale), published: Number(value), ratio: digits(predicted / question.published), fitted };
  });
}
