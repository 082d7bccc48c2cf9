/**
 * The worked answers of "How To Scale Your Model", which its rows tell in one string: `30B int8 16xv5e B=4 8k ctx 100kB/tok`.
 */

const device = { v5e: { flopsPerSecond: 197e12, bytesPerSecond: 819e9 } };
/** Keys and values of Llama-2-70B in one byte each, as the chapter has them. */
const bytesPerToken70B = 163_840;

/**
 * @param {Record<string, string>} row
 * @returns a question without its row, or a reason
 */
export function workedExampleOf({ model, value }) {
  const size = /^(\d+)B (?:int8 )?(\d+)x(v5e)/.exec(model);
  const prefill = /prefill (\d+) @(\d+)% MFU/.exec(model);
  const batch = /B=(\d+)/.exec(model);
  const context = /(\d+)k ctx/.exec(model);
  if (!size || !(prefill || (batch && context))) return { reason: 'the worked example does not state its context' };
  const weights = Number(size[1]) * 1e9;
  const chips = Number(size[2]);
  const { flopsPerSecond, bytesPerSecond } = device[size[3]];
  const common = { kind: 'exact', group: 'exact', unit: 'ms', published: Number(value) };
  if (prefill) return { ...common, answer: () => ((2 * weights * Number(prefill[1])) / (chips * flopsPerSecond * (Number(prefill[2]) / 100))) * 1e3 };
  const perToken = Number(/(\d+)kB\/tok/.exec(model)?.[1] ?? bytesPerToken70B / 1e3) * 1e3;
  const kv = Number(context[1]) * 1024 * perToken;
  return {
    ...common,
    answer: ({ roofline }) => roofline.rooflineStepTime(Number(batch[1]), weights, weights, kv, chips * flopsPerSecond, chips * bytesPerSecond) * 1e3,
  };
}
