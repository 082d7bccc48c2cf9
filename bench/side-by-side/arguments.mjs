import { parseArgs } from 'node:util';
import { backendNames, contestantNames, precisionNames } from './contestants.mjs';
import { warmUpGaps } from './limits.mjs';

/** What the reader of a message must correct. */
export class WrongArguments extends Error {}

export const usage = 'npm run bench -- [--rounds N] [--tokens N] [--seconds N] [--only ours,transformers.js,wllama] [--backend webgpu,cpu,wasm] [--precision f32,f16,q8,q4] [--json FILE]';

/** What a whole run takes; only its table is kept under bench/results. */
export const wholeRun = { rounds: 3, tokens: 128, seconds: 8 };

/**
 * @param {readonly string[]} args
 * @returns {{ rounds: number, tokens: number, seconds: number, only: string[], backends: string[], precisions: string[], jsonFile: string | undefined, isWhole: boolean }}
 * @throws WrongArguments
 */
export function readArguments(args) {
  const text = { type: 'string' };
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { rounds: text, tokens: text, seconds: text, only: text, backend: text, precision: text, json: text } }));
  } catch (thrown) {
    throw new WrongArguments(thrown.message);
  }
  const wanted = {
    rounds: count(values.rounds, '--rounds', wholeRun.rounds, 1),
    tokens: count(values.tokens, '--tokens', wholeRun.tokens, warmUpGaps + 4),
    seconds: count(values.seconds, '--seconds', wholeRun.seconds, 1),
    only: list(values.only, '--only', contestantNames),
    backends: list(values.backend, '--backend', backendNames),
    precisions: list(values.precision, '--precision', precisionNames),
  };
  const isWhole = ['only', 'backend', 'precision'].every((name) => values[name] === undefined) && wanted.rounds >= wholeRun.rounds && wanted.tokens === wholeRun.tokens && wanted.seconds >= wholeRun.seconds;
  return { ...wanted, jsonFile: values.json, isWhole };
}

function count(value, name, normally, least) {
  const number = Number(value ?? normally);
  if (!Number.isSafeInteger(number) || number < least) throw new WrongArguments(`${name} is ${value}: give a whole number, ${least} or more.`);
  return number;
}

function list(value, name, known) {
  if (value === undefined) return known;
  const chosen = value.split(',').map((each) => each.trim());
  const unknown = chosen.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new WrongArguments(`${name}: there is no "${unknown}". Choose from ${known.join(', ')}.`);
  return chosen;
}
