import { isLayer } from './checks.mjs';
import { sharesOf } from './held-back.mjs';

/**
 * One figure, as `--json` writes it. What does not belong to a measure is null.
 *
 * | measure | value | limit |
 * |---|---|---|
 * | `copy-bandwidth`, `multiply-add-peak`, `launch-overhead`, `readback-time` | what the device can do (subject `device`) | |
 * | `pass-time` | one pass, without a readback | |
 * | `throughput` | tokens of all sequences over the pass's time | |
 * | `read-rate` | `bytes` (weights once, keys and values) over the pass's time | the copy bandwidth |
 * | `multiply-add-rate` | operations counted over the pass's time | the multiply-add peak |
 * | `launch-time` | launches times the launch overhead | the pass's time |
 * | `prompt-time`, `prefill` | a prompt of `tokens` until its last logits are here | |
 * | `attention-time-share` | attention's launches timed alone, of all launches | |
 * | `attention-flop-share` | the same of the operations counted | |
 * | `load-time` | from the file in memory to the first token's logits; `bytes` of weights | |
 *
 * `fraction` is value over limit. `samples`: timings behind the value; min and max are of the rounds, and the value's own where there was one.
 * @typedef {{ measure: string, subject: string, backend: string, precision: string | null, batch: number | null, tokens: number | null, context: number | null, bytes: number | null,
 *   value: number, min: number, max: number, samples: number | null, unit: string, limit: number | null, fraction: number | null, device: string, date: string }} Row
 */

/**
 * @param {import('./findings').LimitFindings} findings
 * @param {{ device: string, date: string }} run `device`: with host and processor
 * @returns {Row[]}
 */
export function rowsOf(findings, { device, date }) {
  const { backend, limits } = findings;
  const row = (measure, unit, value, more) => ({
    measure, subject: 'device', backend, precision: null, batch: null, tokens: null, context: null, bytes: null, value, min: value, max: value, samples: null, unit, limit: null, fraction: null, ...more, device, date,
  });
  return [
    row('copy-bandwidth', 'bytes/s', limits.copyBytesPerSecond),
    row('multiply-add-peak', 'flops/s', limits.multiplyAddFlopsPerSecond),
    row('launch-overhead', 'ms', limits.launchMs),
    row('readback-time', 'ms', limits.readbackMs),
    ...findings.passes.flatMap((pass) => passRows(row, pass, limits)),
    ...findings.prompts.flatMap(({ precision, tokens, ms }) => {
      const where = { subject: 'prompt', precision, batch: 1, tokens, samples: ms.samples };
      return [row('prompt-time', 'ms', ms.median, { ...where, min: ms.min, max: ms.max }), row('prefill', 'tokens/s', rate(tokens, ms.median), { ...where, min: rate(tokens, ms.max), max: rate(tokens, ms.min) })];
    }),
    ...findings.attention.flatMap(({ precision, context, launchShare, flopShare }) => {
      const where = { subject: 'attention', precision, batch: 1, tokens: 1, context };
      return [row('attention-time-share', 'fraction', launchShare, where), row('attention-flop-share', 'fraction', flopShare, where)];
    }),
    ...findings.loads.map(({ precision, layers, bytes, ms }) => row('load-time', 'ms', ms.median, { subject: `${layers} layers`, precision, bytes, min: ms.min, max: ms.max, samples: ms.samples })),
  ];
}

function passRows(row, pass, limits) {
  const { subject, precision, batch, tokens, context, bytes, ms } = pass;
  const where = { subject, precision, batch, tokens, context, bytes, samples: ms.samples };
  const { reading, multiplying, launching } = sharesOf(pass, limits);
  const perSecond = (count) => ({ min: rate(count, ms.max), max: rate(count, ms.min) });
  return [
    row('pass-time', 'ms', ms.median, { ...where, min: ms.min, max: ms.max }),
    // A layer alone writes no tokens.
    ...(isLayer(pass) ? [] : [row('throughput', 'tokens/s', rate(batch * tokens, ms.median), { ...where, ...perSecond(batch * tokens) })]),
    row('read-rate', 'bytes/s', rate(bytes, ms.median), { ...where, ...perSecond(bytes), limit: limits.copyBytesPerSecond, fraction: reading }),
    row('multiply-add-rate', 'flops/s', rate(pass.flops, ms.median), { ...where, ...perSecond(pass.flops), limit: limits.multiplyAddFlopsPerSecond, fraction: multiplying }),
    row('launch-time', 'ms', pass.launches * limits.launchMs, { ...where, limit: ms.median, fraction: launching }),
  ];
}

const rate = (count, ms) => (1_000 * count) / ms;
