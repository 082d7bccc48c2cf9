import { sharesOf } from './held-back.mjs';
import { fitLine } from './line.mjs';

/** What issue 5 asks for, by numbers. */
const leastOfPeak = 0.5;
const mostOfFlopShare = 2;
const mostOfLinear = 1.2;
/** A point that is no farther from the line lies on it. */
const mostDeparture = 0.1;

const fullBatch = 32;

/**
 * What was asked of the engine, and whether it is so.
 * @typedef {{ requirement: string, backend: string, precision: string, met: boolean, words: string }} Check
 */

/** @param {import('./findings').LimitFindings} findings @returns {Check[]} none for what was not measured */
export function checksOf(findings) {
  const { backend } = findings;
  const precisions = [...new Set([...findings.passes, ...findings.prompts].map(({ precision }) => precision))];
  return precisions.flatMap((precision) =>
    [...(backend === 'cpu' ? batchChecks(findings, precision) : []), ...contextChecks(findings, precision), ...promptChecks(findings, precision)].map((check) => ({ backend, precision, ...check })),
  );
}

/** Half of the peak at a full batch, of each subject. */
function batchChecks({ passes, limits }, precision) {
  const own = passes.filter((pass) => pass.precision === precision && pass.tokens === 1);
  return own.filter(({ batch }) => batch === fullBatch).map((pass) => {
    const one = own.find(({ subject, batch, context }) => subject === pass.subject && batch === 1 && context === pass.context);
    const { multiplying } = sharesOf(pass, limits);
    const gain = one && (fullBatch * one.ms.median) / pass.ms.median;
    return {
      requirement: `at batch ${fullBatch}, half of the multiply-add peak`,
      met: multiplying >= leastOfPeak,
      words: `${pass.subject}: ${percent(multiplying)} of the peak${gain === undefined ? '' : `; ${gain.toFixed(1)}x the tokens/s of batch 1`}`,
    };
  });
}

/** A token's time against the context: on a line, and attention within its share. By the fastest round of each point, for what disturbs one only adds. */
function contextChecks({ passes, attention }, precision) {
  const share = attention.find((each) => each.precision === precision);
  if (!share) return [];
  const points = passesByContext(passes, precision).map(({ context, ms }) => [context, ms.min]);
  const { intercept, slope, departure } = fitLine(points);
  const growing = (slope * share.context) / (intercept + slope * share.context);
  const larger = Math.max(growing, share.launchShare);
  return [
    { requirement: 'decode time against context: linear', met: departure <= mostDeparture, words: `${intercept.toFixed(2)} ms + ${(1_000 * slope).toFixed(2)} µs a position; farthest from the line: ${percent(departure)}` },
    {
      requirement: `attention takes no more than ${mostOfFlopShare}x its share of the FLOPs`,
      met: larger <= mostOfFlopShare * share.flopShare,
      words: `at ${share.context}: ${percent(share.flopShare)} of the FLOPs; of the time ${percent(share.launchShare)} by its launches, ${percent(growing)} by what grows with the context: ${(larger / share.flopShare).toFixed(2)}x`,
    },
  ];
}

/** The passes that write one token of one text of the model, by context; of a batch alone there is only one. */
export function passesByContext(passes, precision) {
  return passes.filter((pass) => pass.precision === precision && pass.batch === 1 && pass.tokens === 1 && !isLayer(pass)).toSorted((one, other) => one.context - other.context);
}

export const isLayer = ({ subject }) => subject.startsWith('a layer of ');

/** The time of a prompt's token, in no prompt more than in the best of the shorter ones; by the fastest round of each. */
function promptChecks({ prompts }, precision) {
  const own = prompts.filter((prompt) => prompt.precision === precision).toSorted((one, other) => one.tokens - other.tokens);
  if (own.length < 2) return [];
  const each = own.map(({ tokens, ms }) => ({ tokens, perToken: ms.min / tokens }));
  const growths = each.slice(1).map(({ tokens, perToken }, index) => {
    const best = each.slice(0, index + 1).toSorted((one, other) => one.perToken - other.perToken)[0];
    return { tokens, to: best.tokens, ratio: perToken / best.perToken };
  });
  const worst = growths.toSorted((one, other) => other.ratio - one.ratio)[0];
  const said = ({ tokens, ratio, to }) => `of ${tokens}: ${ratio.toFixed(2)}x as long as in one of ${to}`;
  return [{
    requirement: `prefill no worse than linear in the prompt, within ${percent(mostOfLinear - 1)}`,
    met: worst.ratio <= mostOfLinear,
    words: `a token of the longest prompt, ${said(growths.at(-1))}; the worst, ${said(worst)}`,
  }];
}

const percent = (share) => `${Math.round(100 * share)} %`;
