import { kvPrecisionOf, storedPrecisionOf } from './formats.mjs';
import { memoryQuestionOf } from './memory-questions.mjs';
import { workedExampleOf } from './worked-examples.mjs';

/**
 * A published row turned into what the predictor is asked, or into the reason why it is asked nothing.
 *
 * @typedef {Record<string, string>} Row of published.csv
 * @typedef {object} Question
 * @property {Row} row
 * @property {string} [reason] why it is asked nothing; the rest is then missing
 * @property {'request' | 'products' | 'all-reduce' | 'exact'} [kind] which function answers
 * @property {string} [group] of content/published/predictions.ts
 * @property {string} [unit] of both figures
 * @property {number} [published] in that unit
 * @property {string} [software] whose constants are used
 * @property {any} [hardware] of content/hardware.ts
 * @property {any} [request] of lib/economics/request.ts
 * @property {(prediction: any, request: any) => number} [read] the published figure's meaning in a prediction
 * @property {(house: any) => number} [answer] of an exact one
 * @property {boolean} [ratioOnly] the device is a guess: only its ratios to other rows are compared
 * @property {string} [excluded] why it is printed and never scored
 */

/** Columns that a file of rows must have; it may have others. */
export const columns = ['id', 'source', 'model', 'hardware', 'n_devices', 'dtype/quant', 'batch_or_concurrency', 'prompt_tokens', 'output_tokens', 'metric', 'value', 'unit', 'note'];

/** What each metric is; `of` takes a prediction and the request to the published figure's meaning. */
const metrics = {
  decode_tok_s: { unit: 'tok/s', of: (answer) => answer.decodeTokensPerSecond.value },
  decode_throughput: { unit: 'tok/s', of: (answer) => answer.decodeTokensPerSecond.value * answer.batch.value },
  prefill_tok_s: { unit: 'tok/s', of: (answer) => answer.prefillTokensPerSecond.value, prefill: true },
  prefill_throughput: { unit: 'tok/s', of: (answer) => answer.prefillTokensPerSecond.value, prefill: true },
  ttft: { unit: 'ms', of: (answer) => answer.ttft.value, prefill: true },
  prefill_batch_time: { unit: 'ms', of: (answer) => answer.ttft.value, prefill: true },
  prefill_time: { unit: 'ms', of: (answer) => answer.ttft.value, prefill: true },
  decode_step: { unit: 'ms', of: (answer) => answer.tpot.value, step: true },
  tpot: { unit: 'ms', of: (answer) => answer.tpot.value, step: true },
  itl: { unit: 'ms', of: (answer) => answer.tpot.value, step: true },
  output_throughput: { unit: 'tok/s', of: (answer) => answer.outputTokensPerSecond.value },
  total_output_throughput: { unit: 'tok/s', of: (answer) => answer.outputTokensPerSecond.value },
  output_throughput_per_gpu: { unit: 'tok/s', of: (answer, { devices }) => answer.outputTokensPerSecond.value / devices },
  output_throughput_per_user: { unit: 'tok/s', of: (answer) => answer.outputTokensPerSecond.value / answer.batch.value },
};

/** Metrics that no latency model is asked for. */
const otherReasons = [
  [/^ppl|perplexity|accuracy|score|kl_/, 'a quality score, not a time'],
  [/price|cost/, 'a price'],
  [/training/, 'training, not inference'],
  [/spec_speedup|acceptance/, 'speculative decoding: compared where its formulas are tested (lib/economics/speculative.test.ts)'],
  [/arrival|goodput|_p\d\d|max_concurrent|mean_batched|queue|slo/, 'depends on how requests arrive: for the simulator of lesson 9'],
  [/kv_utilisation/, 'a measurement of how memory is handed out, not of speed'],
];

/** Engines by what their sources are called. */
const engines = [
  [/gpu-benchmarks-on-llm-inference|llama\.cpp|ggml/i, 'llama.cpp'],
  [/gpt-fast/i, 'gpt-fast'],
  [/tensorrt|trt-llm/i, 'tensorrt-llm'],
  [/vllm/i, 'vllm'],
  [/fastertransformer/i, 'fastertransformer'],
  [/\bmlc/i, 'mlc'],
];

/** Formats that one family of engines reads: GGUF's, such as `Q4_K_M` and `IQ2_XXS`. */
const formatOfLlamaCpp = /^I?Q\d_\w+$/;

/** The engine whose constants are used: by what source and note say, else by the weights' format; where neither tells, the mean of all. */
export const softwareOf = (source, format = '') => engines.find(([pattern]) => pattern.test(source))?.[1] ?? (formatOfLlamaCpp.test(format) ? 'llama.cpp' : 'other');

/** A whole cell as one number; thousands may be set off by commas. */
const count = (text) => {
  const digits = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text.trim()) ? text.replaceAll(',', '') : text.trim();
  return /^\d+(\.\d+)?(e\d+)?$/i.test(digits) ? Number(digits) : undefined;
};
/** As `count`, of a number of devices: one where nothing is stated. */
const deviceCount = (text) => (text === undefined || text === '' ? 1 : count(text));
/** Tokens of a request: none where nothing is stated. A mean over requests ("ShareGPT mean 161.31") stands for all of them, without its fraction. */
const tokenCount = (text) => {
  const [, mean = text] = /^(?:\w+ )?mean ([\d.,]+)$/.exec(text) ?? [];
  const tokens = mean === '' ? 0 : count(mean);
  return tokens === undefined ? undefined : Math.floor(tokens);
};
const isCount = (number) => Number.isInteger(number) && number > 0;

/**
 * @param {Row} row
 * @param {{ findModel: (name: string) => object | undefined, findHardware: (name: string) => object | undefined }} find
 * @returns {Question}
 */
export function questionOf(row, find) {
  const question = asked(row, find);
  const excluded = /EXCLUDE:?(?: from fit:)? (.*)/.exec(row.note)?.[1] ?? (/GQA kernel OFF/.test(row.note) ? 'the kernel for grouped queries was switched off' : undefined);
  return 'reason' in question || !excluded ? { row, ...question } : { row, ...question, excluded: `known to mislead: ${excluded}` };
}

function asked(row, find) {
  const { metric, source, model, note } = row;
  if (metric === 'step_time_roofline') return workedExampleOf(row);
  if (metric === 'all_reduce_time') return allReduce(row, find);
  const reason = otherReasons.find(([pattern]) => pattern.test(metric))?.[1];
  if (reason) return { reason };
  const known = find.findModel(model);
  if (/ \+ |draft/i.test(model) || /speculative/i.test(note)) return { reason: 'speculative decoding: compared where its formulas are tested (lib/economics/speculative.test.ts)' };
  if (!known) return { reason: `no model is called ${model} in content/language-models.ts` };
  const software = softwareOf(`${source} ${note}`, row['dtype/quant']);
  const ofMemory = memoryQuestionOf(row, known, software);
  if (ofMemory) return ofMemory;
  const device = deviceOf(row, find);
  if ('reason' in device) return device;
  if (metric === 'gemm_time_per_layer') return products(row, known, device);
  const wanted = metrics[metric];
  if (!wanted) return { reason: `the metric ${metric} is not one the predictor answers` };
  return request(row, wanted, known, device, software);
}

/** Quantise README's rows do not name their device; the speeds at F16, 29 and 923 tokens a second, are nearest to those of an M2 Ultra with 60 cores. */
const unstated = 'M2 Ultra 60-core';

function deviceOf({ hardware: name, n_devices: stated }, { findHardware }) {
  // "2x RTX 4090", "RTX 4090 * 2".
  const [, before, single, behind] = /^(?:(\d{1,3})\s*[x×*]\s*)?(.+?)(?:\s*[x×*]\s*(\d{1,3}))?$/i.exec(name) ?? [];
  const isUnstated = /^unstated$/i.test(name);
  const hardware = single === undefined || name === '-' ? undefined : findHardware(isUnstated ? unstated : single);
  if (!hardware) return { reason: name === '-' || name === '' ? 'no device is stated' : `no device is called ${name} in content/hardware.ts` };
  const [named, listed] = [deviceCount(before ?? behind), deviceCount(stated)];
  const shard = /^1 \(TP\d+ shard\)$/.test(stated);
  if (!isCount(named)) return { reason: `${name} is not a whole number of devices from 1` };
  if (!isCount(listed) && !shard) return { reason: `the n_devices ${stated} is not a whole number from 1` };
  const devices = Math.max(named, shard ? 1 : listed);
  return { hardware, devices, ratioOnly: isUnstated };
}

function request(row, wanted, model, { hardware, devices, ratioOnly }, software) {
  const { metric, unit } = row;
  const precision = storedPrecisionOf(row['dtype/quant'], row.note, model.parameters, (type) => hardware.teraflops[type] !== undefined);
  if (!precision) return { reason: `${row['dtype/quant'] || 'no precision'} is not a precision the predictor knows` };
  const asksBatch = row.batch_or_concurrency;
  const saturated = /saturated|infinite|offline|max(imum)?\.? throughput/i.test(asksBatch);
  const batch = asksBatch === '' ? 1 : count(asksBatch);
  if (!saturated && !isCount(batch)) return { reason: batchReason(asksBatch) };
  const published = valueOf(row, unit, wanted.unit);
  if (published === undefined) return { reason: `the value ${row.value} ${unit} is not one number in a unit of ${wanted.unit}` };
  const [promptTokens, outputTokens] = [row.prompt_tokens, row.output_tokens].map(tokenCount);
  if (promptTokens === undefined) return { reason: `the prompt_tokens ${row.prompt_tokens} are not one number` };
  if (outputTokens === undefined) return { reason: `the output_tokens ${row.output_tokens} are not one number` };
  if (promptTokens + outputTokens === 0) return { reason: 'no lengths are stated' };
  return {
    kind: 'request',
    group: groupOf(wanted, saturated, batch),
    unit: wanted.unit,
    published,
    ratioOnly,
    software,
    hardware,
    request: {
      model,
      hardware,
      devices,
      ...precision,
      kvPrecision: kvPrecisionOf(row['dtype/quant'], software),
      software,
      load: saturated ? { kind: 'saturated' } : { kind: 'static', batch },
      promptTokens,
      outputTokens,
    },
    // One user's share of a batch, where the row counts so.
    read: metric === 'decode_tok_s' && /total/.test(unit) ? metrics.decode_throughput.of : wanted.of,
  };
}

const batchReason = (asked) =>
  /poisson|req|rate|rps|qps|arriv|slo/i.test(asked) ? `requests arrive over time (${asked}): for the simulator of lesson 9` : `the batch_or_concurrency ${asked} is not a whole number from 1`;

function groupOf({ prefill, step }, saturated, batch) {
  if (prefill) return 'prefill';
  if (saturated) return 'saturated';
  if (batch === 1) return 'decode-batch-1';
  return step ? 'step-time' : 'static-batch';
}

/** The row's value in the unit that is compared. */
function valueOf({ value }, from, to) {
  const number = count(value);
  if (number === undefined || number <= 0) return undefined;
  if (to === 'ms') return { ms: number, s: number * 1e3, us: number / 1e3, 'µs': number / 1e3 }[from];
  return /^tok(ens)?\/s/.test(from) ? number : undefined;
}

function products(row, model, { hardware }) {
  const shards = Number(/TP(\d+)/.exec(row.n_devices)?.[1] ?? 1);
  return timed(row, 'tokens', { kind: 'products', software: 'kernels', hardware, model, shards });
}

function allReduce(row, find) {
  const device = deviceOf(row, find);
  return 'reason' in device ? device : timed(row, 'bytes', { kind: 'all-reduce', hardware: device.hardware, devices: device.devices });
}

/** A part of a step; the column of batches says how many tokens or bytes it is for. */
function timed(row, amount, question) {
  const published = valueOf(row, row.unit, 'ms');
  const asked = count(row.batch_or_concurrency);
  if (published === undefined) return { reason: `the value ${row.value} ${row.unit} is not one number in a unit of ms` };
  if (!isCount(asked)) return { reason: `the batch_or_concurrency ${row.batch_or_concurrency} is not a whole number of ${amount}` };
  return { group: 'step-time', unit: 'ms', published, [amount]: asked, ...question };
}
