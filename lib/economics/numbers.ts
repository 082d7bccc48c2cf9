import { refusal } from './refusal';
import type { Refusal } from './request';

/** Numbers are checked where they come in; behind the door nothing asks again. Each check gives a refusal, or undefined where the number will do. */

/** Beyond these a number is a slip of the keyboard, not a model, a machine or a price. */
export const limits = {
  parameters: 1e16,
  /** Of a training run, or of all that a model ever answers. */
  lifetimeTokens: 1e20,
  /** Of a request, a context, or what a cache holds. */
  requestTokens: 1e9,
  requests: 1e6,
  devices: 1e6,
  draftTokens: 1_000,
  bitsPerNumber: 64,
  bytes: 1e18,
  /** Of a device's memory. */
  gigabytes: 1e6,
  bytesPerSecond: 1e18,
  flops: 1e36,
  flopsPerSecond: 1e24,
  seconds: 1e9,
  dollars: 1e15,
  dollarsPerHour: 1e6,
  dollarsPerMillionTokens: 1e6,
  tokensPerSecond: 1e12,
} as const;

/** What is less than this is meant to be nothing; it would also make quotients that no number holds. */
const least = 1e-12;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A value for a sentence, whatever it is: nothing that JSON cannot write (a bigint, a list within itself) may throw here. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Whether a value has fields at all. */
export const hasFields = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A word that must be there: a name, or a source. */
export function checkText(name: string, value: string): Refusal | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : refusal('not-modelled', `${name} is ${shown(value)}.`, 'Give a text that is not empty.');
}

/** One of the keys of `all`. Types are checked by the compiler, but a value may come from a form or a file. */
export function checkChoice(name: string, value: string, all: object): Refusal | undefined {
  return typeof value === 'string' && Object.hasOwn(all, value) ? undefined : refusal('not-modelled', `${name} ${shown(value)} is not modelled.`, `Choose one of ${Object.keys(all).join(', ')}.`);
}

function invalid(name: string, value: unknown, wanted: string): Refusal {
  return refusal('invalid-number', `${name} is ${shown(value)}.`, `Give ${wanted}.`);
}

/** A whole number from `from` (1, unless said otherwise) to `most`. */
export function checkWhole(name: string, value: number, most: number, from = 1): Refusal | undefined {
  return isNumber(value) && Number.isInteger(value) && value >= from && value <= most ? undefined : invalid(name, value, `a whole number from ${from} to ${most}`);
}

/** Above zero and at most `most`. */
export function checkPositive(name: string, value: number, most: number): Refusal | undefined {
  return isNumber(value) && value >= least && value <= most ? undefined : invalid(name, value, `a number above 0, at most ${most}`);
}

/** From zero to `most`. */
export function checkFrom0(name: string, value: number, most: number): Refusal | undefined {
  return isNumber(value) && value >= 0 && value <= most ? undefined : invalid(name, value, `a number from 0 to ${most}`);
}

/** A share that is more than nothing and at most all: 0.9 for 90 %. */
export function checkShare(name: string, value: number): Refusal | undefined {
  return isNumber(value) && value >= least && value <= 1 ? undefined : invalid(name, value, 'a share above 0, at most 1 (0.9 stands for 90 %)');
}
