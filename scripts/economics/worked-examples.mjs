/**
 * The worked answers of "How To Scale Your Model", which its rows tell in one string: `30B int8 16xv5e B=4 8k ctx 100kB/tok`. The chip's
 * rates are those of content/hardware.ts, which has them from the same book.
 */

/** Keys and values of Llama-3-70B in one byte each, as the chapter has them, by the model's size. */
const bytesPerToken = { 70: 163_840 };

/**
 * @param {Record<string, string>} row
 * @returns a question without its row, or a reason
 */
export function workedExampleOf({ model, value }) {
  const size = /^(\d+)B (?:int8 )?(\d+)x(v4|v5e|v5p|v6e)\b/.exec(model);
  const prefill = /prefill (\d+) @(\d+)% MFU/.exec(model);
  const batch = /B=(\d+)/.exec(model);
  const context = /(\d+)k ctx/.exec(model);
  if (!size || !(prefill || (batch && context))) return { reason: 'the worked example does not state its context' };
  const perToken = Number(/(\d+)kB\/tok/.exec(model)?.[1]) * 1e3 || bytesPerToken[size[1]];
  if (!prefill && !perToken) return { reason: 'the worked example does not state its cache' };
  const weights = Number(size[1]) * 1e9;
  const slice = (house) => ratesOf(house, size[3], Number(size[2]));
  const common = { kind: 'exact', group: 'exact', unit: 'ms', published: Number(value) };
  if (prefill) return { ...common, answer: (house) => ((2 * weights * Number(prefill[1])) / (slice(house).flopsPerSecond * (Number(prefill[2]) / 100))) * 1e3 };
  const kv = Number(context[1]) * 1024 * perToken;
  return {
    ...common,
    answer: (house) => house.roofline.rooflineStepTime(Number(batch[1]), weights, weights, kv, slice(house).flopsPerSecond, slice(house).bytesPerSecond) * 1e3,
  };
}

/** Arithmetic in f16 and bandwidth of so many chips together, per second. */
function ratesOf({ find }, chip, chips) {
  const { teraflops, bandwidthGigabytes } = find.findHardware(`TPU ${chip}`);
  return { flopsPerSecond: chips * teraflops.f16 * 1e12, bytesPerSecond: chips * bandwidthGigabytes * 1e9 };
}
