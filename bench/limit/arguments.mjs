import { parseArgs } from 'node:util';

/** What the reader of a message must correct. */
export class WrongArguments extends Error {}

export const usage = 'npm run bench:limit -- [--dawn] [--backend webgpu,cpu] [--precision f32,f16,q8,q4] [--part model,layer,growth,load] [--batch 1,2,4,8,16,32] [--rounds N] [--json FILE]';

const backendNames = ['webgpu', 'cpu'];
const precisionNames = ['f32', 'f16', 'q8', 'q4', 'q2'];
const partNames = ['model', 'layer', 'growth', 'load'];
const mostBatch = 32;

/** What a whole run takes; only its table is kept under bench/results. */
export const wholeRun = { backends: backendNames, precisions: ['f32', 'f16', 'q8', 'q4'], parts: partNames, batches: [1, 2, 4, 8, 16, 32], rounds: 3 };

/**
 * @param {readonly string[]} args
 * @returns {{ dawn: boolean, backends: string[], request: { precisions: string[], parts: string[], batches: number[], rounds: number }, jsonFile: string | undefined, isWhole: boolean }}
 *   isWhole: nothing was left out
 * @throws WrongArguments
 */
export function readArguments(args) {
  const text = { type: 'string' };
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { dawn: { type: 'boolean', default: false }, backend: text, precision: text, part: text, batch: text, rounds: text, json: text } }));
  } catch (thrown) {
    throw new WrongArguments(thrown.message);
  }
  const batches = values.batch === undefined ? wholeRun.batches : values.batch.split(',').map((each) => count(each, '--batch', mostBatch));
  const rounds = values.rounds === undefined ? wholeRun.rounds : count(values.rounds, '--rounds', Infinity);
  return {
    dawn: values.dawn,
    backends: list(values.backend, '--backend', backendNames, wholeRun.backends),
    request: {
      precisions: list(values.precision, '--precision', precisionNames, wholeRun.precisions),
      parts: list(values.part, '--part', partNames, wholeRun.parts),
      batches: [...new Set(batches)].toSorted((a, b) => a - b),
      rounds,
    },
    jsonFile: values.json,
    isWhole: ['backend', 'precision', 'part', 'batch'].every((name) => values[name] === undefined) && rounds >= wholeRun.rounds,
  };
}

function count(value, name, most) {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1 || number > most) throw new WrongArguments(`${name} is ${value}: give ${most === Infinity ? 'a whole number, 1 or more' : `whole numbers from 1 to ${most}`}.`);
  return number;
}

function list(value, name, known, normally) {
  if (value === undefined) return normally;
  const chosen = value.split(',').map((each) => each.trim());
  const unknown = chosen.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new WrongArguments(`${name}: there is no "${unknown}". Choose from ${known.join(', ')}.`);
  return [...new Set(chosen)];
}
