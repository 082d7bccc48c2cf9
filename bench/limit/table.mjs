import { tableOf } from '../side-by-side/table.mjs';
import { checksOf, isLayer, passesByContext } from './checks.mjs';
import { heldBackBy, sharesOf } from './held-back.mjs';
import { fitLine } from './line.mjs';

/**
 * A run as a Markdown page.
 * @param {readonly import('./findings').LimitFindings[]} findings of one backend each
 * @param {{ date: string, device: string, rounds: number, load: readonly [number, number] }} run
 *   `load`: processes that wanted a core, by the system's average of a minute, before and after
 */
export function markdown(findings, run) {
  return `${[
    `# How near the limits, ${run.date}`,
    '',
    `${run.device}. Rounds: ${run.rounds}. Processes that wanted a core, before and after: ${run.load.map((value) => value.toFixed(1)).join(' and ')}. A pass is timed without a readback; medians. What each figure means: bench/limit/rows.mjs.`,
    ...(findings.some(({ software }) => software) ? ['', 'WebGPU ran on a software adapter here, a program on the same processor, which says little about GPUs. On a real GPU: not measured.'] : []),
    '',
    '## What the device can do',
    '',
    ...limitTable(findings),
    '',
    '## What was asked for',
    '',
    ...checkTable(findings),
    ...section('The model and a layer of a large one, as fractions of these limits', passTable(findings)),
    ...section('How it grows: milliseconds a token against tokens in the cache', contextTable(findings)),
    ...section('How it grows: milliseconds a token of the prompt against its length', promptTable(findings)),
    ...section('How it grows: milliseconds to load against megabytes of weights', loadTable(findings)),
  ].join('\n')}\n`;
}

const section = (title, lines) => (lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]);
const number = (value) => (value < 1 ? value.toPrecision(2) : value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB'));
const percent = (share) => `${Math.round(100 * share)} %`;

function limitTable(findings) {
  return tableOf(['backend', 'device', 'variant', 'copying, GB/s', 'multiply-adds, GFLOP/s', 'a launch, µs', 'a readback, ms'], 3, findings.map(({ backend, device, variant, limits }) => [
    backend, device, variant, number(limits.copyBytesPerSecond / 1e9), number(limits.multiplyAddFlopsPerSecond / 1e9), number(1_000 * limits.launchMs), number(limits.readbackMs),
  ]));
}

function checkTable(findings) {
  const checks = findings.flatMap(checksOf);
  if (checks.length === 0) return ['Nothing of it was measured.'];
  return tableOf(['asked for', 'backend', 'precision', '', 'measured'], 5, checks.map(({ requirement, backend, precision, met, words }) => [requirement, backend, precision, met ? 'met' : '**missed**', words]));
}

function passTable(findings) {
  const lines = findings.flatMap(({ backend, limits, passes, batchContext }) => {
    const byBatch = passes.filter((pass) => isLayer(pass) || pass.context === batchContext);
    return byBatch.map((pass) => {
      const { reading, multiplying, launching } = sharesOf(pass, limits);
      const inF32 = passes.find((other) => other.precision === 'f32' && ['subject', 'batch', 'tokens', 'context'].every((key) => other[key] === pass[key]));
      return [
        pass.subject, backend, pass.precision, String(pass.batch), String(pass.tokens), number(pass.ms.median), isLayer(pass) ? '–' : number((1_000 * pass.batch * pass.tokens) / pass.ms.median),
        percent(reading), percent(multiplying), percent(launching), heldBackBy(pass, limits, inF32),
      ];
    });
  });
  const head = ['of', 'backend', 'precision', 'batch', 'new tokens', 'ms', 'tokens/s', 'of copying', 'of multiply-adds', 'of the time: launches', 'what holds it back'];
  return lines.length === 0 ? [] : tableOf(head, 3, lines);
}

/** A line for each backend and precision that has several points (place, value). */
function growthTable(findings, pointsOf) {
  const lines = findings.flatMap((found) => precisionsOf(found).flatMap((precision) => {
    const points = pointsOf(found, precision);
    return points.length > 1 ? [{ name: [found.backend, precision], points }] : [];
  }));
  if (lines.length === 0) return [];
  const places = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].toSorted((a, b) => a - b);
  return tableOf(['backend', 'precision', ...places.map(String)], 2, lines.map(({ name, points }) => [...name, ...places.map((place) => {
    const found = points.find(([x]) => x === place);
    return found ? number(found[1]) : '–';
  })]));
}

const precisionsOf = ({ passes, prompts, loads }) => [...new Set([...passes, ...prompts, ...loads].map(({ precision }) => precision))];

const contextTable = (findings) => growthTable(findings, ({ passes }, precision) => passesByContext(passes, precision).map(({ context, ms }) => [context, ms.median]));

const promptTable = (findings) => growthTable(findings, ({ prompts }, precision) => prompts.filter((prompt) => prompt.precision === precision).map(({ tokens, ms }) => [tokens, ms.median / tokens]));

/** Bytes differ by precision, so each has its own. */
function loadTable(findings) {
  const lines = findings.flatMap(({ backend, loads }) => [...new Set(loads.map(({ precision }) => precision))].map((precision) => {
    const points = loads.filter((load) => load.precision === precision).map(({ bytes, ms }) => [bytes / 1e6, ms.median]);
    const { intercept, slope } = fitLine(points);
    return [backend, precision, points.map(([megabytes, ms]) => `${number(megabytes)} MB: ${number(ms)}`).join('; '), `${number(slope)} (and ${number(intercept)} for none)`];
  }));
  return lines.length === 0 ? [] : tableOf(['backend', 'precision', 'ms by megabytes', 'ms for each more'], 4, lines);
}
