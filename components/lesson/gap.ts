import { figureText } from '@/components/charts';
import type { Measure } from '@/lib/measure/measure';

/** The gap between a guessed number and what turned out, in words; an empty guess was skipped. */
export function gapText(guess: string, measure: Measure): string {
  const result = figureText(measure);
  const guessed = Number(guess);
  if (guess === '' || !Number.isFinite(guessed)) return `The result: ${result}.`;
  const isMoney = measure.unit === 'USD';
  const set = (value: number, digits?: Intl.NumberFormatOptions): string => (isMoney ? figureText({ value, unit: 'USD' }) : value.toLocaleString('en-GB', digits));
  const said = `You guessed ${set(guessed)}`;
  // Money is set rounded: who guesses what is shown has guessed it.
  if (guessed === measure.value || (isMoney && set(guessed) === result)) return `${said}, and so it is.`;
  const gap = set(Math.abs(guessed - measure.value), { maximumSignificantDigits: 3 });
  const [less, more] = isMoney ? ['little', 'much'] : ['few', 'many'];
  return `${said}; it is ${result}: ${gap} too ${guessed < measure.value ? less : more}.`;
}

/** The same for a guess among choices. */
export function choiceText(guess: string, right: string): string {
  if (guess === '') return `The result: ${right}.`;
  return guess === right ? `You guessed ${guess}, and so it is.` : `You guessed ${guess}; it is ${right}.`;
}
